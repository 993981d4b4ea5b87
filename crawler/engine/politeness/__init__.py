"""When a request may go: robots.txt, the pace and pauses of each host, quiet hours."""
