"""Accepted findings: the reviewed file they stand in, and which of them hold."""
