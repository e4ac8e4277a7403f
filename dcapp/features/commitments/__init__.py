"""What the office promised or owes to a citizen by a day (lời hứa, việc phải trả lời)."""
