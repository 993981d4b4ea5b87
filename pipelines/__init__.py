"""From clippings to articles on disk: one stage a module, each a thin class around plain functions.

A stage passes on items that do not concern it, and drops none: what it refuses goes on as a ``Rejection``.
"""
