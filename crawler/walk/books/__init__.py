"""What is kept of one walk over an issue: announced, found, lost, refused."""
