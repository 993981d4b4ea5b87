"""The archive of digital newspapers: its record, its files, its account. Needs neither Scrapy nor a network."""
