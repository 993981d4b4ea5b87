"""An issue read back from its captures, without a request: as a crawl would give it, and its earlier versions."""
