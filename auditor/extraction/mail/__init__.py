"""What letters are made of: headers, parts, words in their encodings, quotations. Nothing here knows a file."""
