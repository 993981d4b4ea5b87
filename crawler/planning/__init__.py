"""What to ask for, when, and what it will cost."""
