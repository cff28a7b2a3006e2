"""Two texts of a contract, clause by clause."""
