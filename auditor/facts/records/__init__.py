"""Entries of registers, letters, chats and notes."""
