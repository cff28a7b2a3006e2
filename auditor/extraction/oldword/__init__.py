"""What the streams of a Word 97-2003 file mean ([MS-DOC]), and as much of Word 6 and 95 as their text needs."""
