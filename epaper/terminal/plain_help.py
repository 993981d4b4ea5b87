"""Help that names what an option takes, and no types of Python; its lines end where those of the terminal do."""

from __future__ import annotations

from functools import partial
from inspect import cleandoc
from typing import Any

from typer.core import TyperCommand, TyperGroup


class _Plain:
    def __init__(self, *parts: Any, **given: Any) -> None:
        """``help`` in paragraphs, its first sentence for the list of commands: a line each."""
        paragraphs = [" ".join(one.split()) for one in cleandoc(given["help"] or "").split("\n\n")]
        first = paragraphs[0].partition(". ")[0].removesuffix(".")
        super().__init__(*parts, **given | {"help": "\n\n".join(paragraphs), "short_help": f"{first}."})

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, each with what stands behind its name."""
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for one in params:
            if one.param_type_name == "argument":
                one.metavar = one.metavar or one.name.upper()
                one.get_usage_pieces = partial(_usage, one.metavar if one.required else f"[{one.metavar}]")
            takes_value = one.param_type_name == "option" and not one.is_flag
            one.display_type_rich = partial(_shown, (one.metavar or one.name.upper()) if takes_value else "")
        return params


def _usage(words: str, ctx: Any) -> list[str]:  # noqa: ARG001 - Typer's interface
    return [words]


def _shown(words: str, ctx: Any) -> str:  # noqa: ARG001 - Typer's interface
    return words


class PlainCommand(_Plain, TyperCommand):
    """A command."""


class PlainGroup(_Plain, TyperGroup):
    """A command of commands."""
