"""No test reaches the network or the wall clock: loopback aside, both are closed here, for good."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, datetime
from ipaddress import ip_address

import pytest
from hypothesis import settings

from crawler import clock

TODAY = date(2026, 10, 5)
NOON = f"{TODAY}T12:00:00+08:00"
"""What ``EPAPER_NOW`` is for whoever needs a day."""


LIKE_ANYBODY = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search")
"""Root may read and write anything; so started, not even root may."""


class NetworkUsed(AssertionError):
    """A test, or what it tests, asked for something that is not on this machine."""


class ClockRead(AssertionError):
    """A test, or what it tests, asked for the time without setting it."""


def is_loopback(host: object) -> bool:
    """Whether a name or an address leads to this machine."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watched(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: sees every connection of this process, whichever library makes it."""
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        if isinstance(address, tuple) and not is_loopback(address[0]):
            raise NetworkUsed(f"{event} {address}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not is_loopback(arguments[0]):
        try:
            ip_address(str(arguments[0]))  # a numeric address asks nobody
        except ValueError:
            raise NetworkUsed(f"{event} {arguments[0]!r}") from None


_real_now = clock.now


def _set_now() -> datetime:
    if not os.environ.get("EPAPER_NOW"):
        raise ClockRead("set EPAPER_NOW: the fixture `today` does")
    return _real_now()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="all of it: every kill, every issue, hours if need be")


def pytest_configure() -> None:
    """Before anything of the product is used."""
    os.environ.pop("EPAPER_NOW", None)
    sys.addaudithook(_watched)
    clock.now = _set_now
    settings.register_profile("desk", deadline=None, print_blob=True)
    settings.register_profile("ci", parent=settings.get_profile("desk"), derandomize=True)
    settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day that it is, in this process and in those it starts."""
    monkeypatch.setenv("EPAPER_NOW", NOON)
    return TODAY


@pytest.fixture(scope="session")
def like_anybody() -> tuple[str, ...]:
    """What to put before a command that may read and write only what the modes of files allow."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None or subprocess.run([*LIKE_ANYBODY, "true"], check=False).returncode != 0:
        pytest.skip("root may read and write anything, and there is no setpriv that would change it")
    return LIKE_ANYBODY
