"""For ``scrapyd-deploy``, which calls ``setup.py bdist_egg`` and would write a file of its own; see pyproject.toml."""

from setuptools import setup

setup()
