"""Tiếp công dân: the entry of a visit, the book, the calendar of reception."""
