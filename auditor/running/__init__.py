"""Takes all files of a portfolio through the work on one: side by side, guarded, nothing done twice."""
