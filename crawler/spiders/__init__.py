"""Spiders: one generated per newspaper, so that ``scrapy list`` shows newspapers."""
