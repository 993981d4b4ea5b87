"""From a web site to captures and clippings."""

PARSER_VERSION = "7"  # raised whenever the same captures would give other records
