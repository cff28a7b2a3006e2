"""The steps by which a history of an older version becomes one of this version."""
