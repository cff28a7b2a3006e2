"""The sealed package of an audit: what it saw and said, so that a later edit is found."""
