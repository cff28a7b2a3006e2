"""Files that are there: found, counted and read as bytes."""
