"""Record and replay: every response on disk before anything parses it."""
