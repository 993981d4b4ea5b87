"""The account that must balance, shown whole: crawl, damage, say what is missing, fetch exactly that."""
