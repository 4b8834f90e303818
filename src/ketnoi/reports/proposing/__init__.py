"""Sentences proposed from the figures: what the numbers say as values, and the words an office would sign for them."""
