"""Citizen reception (tiếp công dân): the schedule, the book of visits and its papers."""
