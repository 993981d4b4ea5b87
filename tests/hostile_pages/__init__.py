"""Pages that are hard to read: what each costs."""
