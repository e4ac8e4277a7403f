"""People who come, write or are written about (công dân)."""
