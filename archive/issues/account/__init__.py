"""A walk's pages and articles made one issue, and the account of it that must balance. Pure."""
