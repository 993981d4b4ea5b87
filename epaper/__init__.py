"""The program's face: the command line, and work that needs no request. Above crawler, pipelines and archive."""
