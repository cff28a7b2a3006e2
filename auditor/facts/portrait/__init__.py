"""What a document is: language, kind, parties, regime; told by its own signs."""
