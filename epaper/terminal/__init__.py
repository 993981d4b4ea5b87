"""What a person sees: words, tables, lines set for reading."""
