"""Pages that keep the house in order: officers, units, places, catalogues, entered numbers."""
