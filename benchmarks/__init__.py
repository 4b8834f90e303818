"""Targets of speed and weight, each a ratio between two sides timed in the same run: `make bench`."""
