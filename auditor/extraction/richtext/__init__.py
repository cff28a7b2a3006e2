"""What RTF is made of: control words, code pages, destinations."""
