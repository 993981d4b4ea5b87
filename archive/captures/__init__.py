"""Every response as received: WARC, its index, its checks and repairs."""
