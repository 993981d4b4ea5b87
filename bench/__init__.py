"""Benchmarks: ratios against named peers or limits, measured in one run. ``python -m bench.NAME [--quick]``."""
