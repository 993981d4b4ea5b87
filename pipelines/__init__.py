"""From clippings to articles on disk: one stage a module, each a thin class around plain functions.

Every stage passes on what is not its business. A stage never drops an item: what it refuses goes on as a ``Rejection``.
"""
