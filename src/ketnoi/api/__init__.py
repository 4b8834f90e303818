"""The open API: figures, indicators and activities, read and written with tokens."""
