"""Reporting regimes: which unit confirms which period by when, what is late or missing, what looks unusual."""
