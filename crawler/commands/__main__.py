"""``python -m crawler.commands`` is ``epaper``."""

from . import main

main()
