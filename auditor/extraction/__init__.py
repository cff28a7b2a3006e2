"""Bytes to Document, one room per format; nothing past this room knows a file format."""
