"""Benchmarks: ratios against named peers or limits, measured in one run. ``python -m bench.NAME [--quick]``.

And trials that are too long for the tests: small changes to the core, every damage, a soak.
"""
