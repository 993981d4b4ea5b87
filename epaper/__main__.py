"""``python -m epaper`` is ``epaper``."""

from .commands import main

main()
