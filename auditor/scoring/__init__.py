"""Findings to a score and the sentence that explains it: pure functions, nothing is read or written."""
