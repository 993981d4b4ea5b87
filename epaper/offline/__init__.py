"""Work without a request: today's parsers and stages over what is recorded, and captures from elsewhere."""
