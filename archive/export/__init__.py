"""The archive in other people's formats: one per module."""
