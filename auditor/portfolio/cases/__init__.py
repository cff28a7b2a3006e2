"""What the records of a portfolio tell when they are put together, as cases for the rules."""
