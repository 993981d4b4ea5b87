"""Record and replay: every response is written before anything parses it."""
