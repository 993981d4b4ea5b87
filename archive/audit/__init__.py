"""What the archive holds, day by day, and whether it is what it says."""
