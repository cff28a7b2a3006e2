"""What Outlook keeps of a letter in a compound file: properties, receivers, packed rich text."""
