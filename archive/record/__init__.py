"""The record: one typed definition of everything that the archive keeps, its identifiers and its canonical JSON."""
