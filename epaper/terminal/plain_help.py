"""Help that names what an option takes, and no types of Python."""

from __future__ import annotations

from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup


class _Plain:
    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, each with what stands behind its name."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for one in params:
            takes_value = one.param_type_name == "option" and not one.is_flag
            one.display_type_rich = partial(_shown, (one.metavar or one.name.upper()) if takes_value else "")
        return params


def _shown(words: str, ctx: Any) -> str:  # noqa: ARG001 - Typer's interface
    return words


class PlainCommand(_Plain, TyperCommand):
    """A command."""


class PlainGroup(_Plain, TyperGroup):
    """A command of commands."""
