"""What exported chats have in common: each message is a block with its author, date, time and words."""
