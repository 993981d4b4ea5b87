"""One issue, walked live or from its recorded captures, and the account that is kept of it."""
