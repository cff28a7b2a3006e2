"""Document to facts: what the words say, each with its place. Knows nothing of rules."""
