"""What to ask for, when, and what it will cost.

``schedule`` is pure. ``estimate`` reads the archive; ``gaps`` reads it too, and mends damage as far as that needs no
request. None of them asks a site, waits or logs.
"""
