"""What plugs into Scrapy."""
