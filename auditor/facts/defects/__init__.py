"""What is wrong with a document itself: blanks left, broken references, figures that contradict one another."""
