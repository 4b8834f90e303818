"""Statistical forms: rows and columns as data, cells that are figures, entered numbers, sums, or closed."""
