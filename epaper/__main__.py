"""``python -m epaper`` is ``epaper``."""

from .terminal.interrupts import end_on_interrupt


def main() -> None:
    """The entry point ``epaper``."""
    end_on_interrupt()
    from .commands import main as run_command

    run_command()


if __name__ == "__main__":
    main()
