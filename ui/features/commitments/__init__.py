"""Lời hứa, việc phải trả lời: what is owed to citizens, followed to the answer."""
