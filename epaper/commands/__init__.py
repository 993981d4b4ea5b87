"""The command line ``epaper``: one thin module per command, and what becomes of errors.

Scrapy takes a third of a second to import, so only the functions that crawl import it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from crawler.sites import broken_newspapers
from crawler.wording import without_number

from ..running.outcome import ExitStatus
from ..running.told_errors import told_errors
from ..terminal.interrupts import raise_on_interrupt
from ..terminal.plain_help import PlainCommand, PlainGroup
from ..terminal.words import complain, emit
from .crawl import crawl
from .demo import demo
from .due import due
from .export import export
from .history import history
from .import_ import import_
from .newspapers import newspapers
from .record import record
from .reparse import reparse
from .run_due import run_due
from .show import show
from .status import status
from .verify import verify
from .watch import watch


class Commands(PlainGroup):
    """Errors that a user or a site can cause end here: a message, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; its exit status is that of ``ExitStatus``, or 130 when interrupted outside a crawl."""
        with told_errors():
            raise_on_interrupt()
            for code, why in broken_newspapers().items():
                complain(f"{code} is left out: {why}")
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 complete · 1 crashed, or the archive cannot be read or written · 2 usage"
    " · 3 partial, unknown, not asked again or interrupted · 4 not yet out · 5 blocked",
)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        from importlib.metadata import version

        emit(f"epaper {version('epaper-archive')}\n".encode())
        raise typer.Exit


@app.callback()
def options(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which it is.")
    ] = False,
) -> None:
    """Archives Chinese digital newspapers: pages, articles, and an account of what is missing."""


COMMANDS: dict[str, tuple[Callable[..., None], str]] = {
    "demo": (demo, "epaper demo"),
    "newspapers": (newspapers, "epaper newspapers"),
    "crawl": (crawl, "epaper crawl xmwb --date 2020-03-15"),
    "import": (import_, "epaper import xmwb saved captures.warc.gz"),
    "reparse": (reparse, "epaper reparse xmwb --diff"),
    "due": (due, "epaper due"),
    "run-due": (run_due, "epaper run-due --quiet --notify ./tell.sh"),
    "watch": (watch, "epaper watch xmwb"),
    "show": (show, "epaper show xmwb-2020-03-15-a-92381"),
    "status": (status, "epaper status xmwb --from 2020-01-01"),
    "verify": (verify, "epaper verify xmwb"),
    "history": (history, "epaper history xmwb-2020-03-15-a-92381"),
    "record": (record, "epaper record xmwb 2020-03-15"),
}
"""Each with an example."""
for name, (command, example) in COMMANDS.items():
    app.command(name, cls=PlainCommand, epilog=f"Example: {example}")(command)
app.add_typer(export, name="export")


def main() -> None:
    """What the command line says. Where the reader of stdout has gone, typer ends without a word."""
    try:
        app(prog_name="epaper")
    except OSError as error:
        complain(without_number(error))
        sys.exit(ExitStatus.CRASHED)
