"""``rules/`` to Rule objects, or a refusal that shows the line."""
