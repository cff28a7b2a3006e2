"""What Word's XML means: names, numbering, and what of it is seen on paper."""
