"""Files that the tests make, byte by byte."""
