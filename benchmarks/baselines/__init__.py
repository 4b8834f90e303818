"""What the product is measured against. Left as it is, so that a ratio means the same next year."""
