"""Values of options, checked before anything is asked of a site."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from archive.issues.lock import LOCK_FILE
from archive.issues.obstacles import dead_links, in_place_of_a_folder
from archive.issues.reader import has_issues
from crawler.setting_names import refused_settings
from crawler.walk.order import BadArgument

from .setting_values import LOG_LEVELS, refused_value


def mirror_url(text: str, *, option: str = "--base-url ") -> str:
    """``text``, which is the address of a host. ``option``: by which a person gave it.

    Raises:
        BadArgument: it is none.
    """
    try:
        parts = urlsplit(text)
        is_host = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_host = False
    if not is_host or parts.query or parts.fragment:
        raise BadArgument(f"{option}{text!r} is not the address of a site. Write it like http://mirror.example:8080.")
    return text


def setting(pair: str) -> tuple[str, str]:
    """The name and the value of ``NAME=VALUE``.

    Raises:
        BadArgument: ``pair`` is not of that form, or that setting is refused, or that value of it.
    """
    name, equals, value = pair.partition("=")
    name = name.strip()
    if not equals or not name:
        raise BadArgument(f"-s {pair!r} is not NAME=VALUE. Write it like -s DOWNLOAD_DELAY=5.")
    why = refused_settings([name]) or refused_value(name, value)
    if why is not None:
        raise BadArgument(why)
    return name, value


def known_log_level(text: str) -> str:
    """The level in capitals.

    Raises:
        BadArgument: there is no such level.
    """
    level = text.upper()
    if level not in LOG_LEVELS:
        raise BadArgument(f"--log-level {text!r} is none of {', '.join(LOG_LEVELS)}.")
    return level


def refuse_no_folder(archive: Path) -> None:
    """Make sure that an archive which is only read is a folder, or not there at all.

    Raises:
        BadArgument: something else stands there, or on the way there.
    """
    obstacle = next(filter(None, map(in_place_of_a_folder, (*reversed(archive.parents), archive))), None)
    if obstacle is not None:
        raise BadArgument(f"{obstacle.path} {obstacle.what}.")


def held_newspaper(archive: Path, code: str) -> None:
    """Make sure that something of a newspaper is in the archive, before anything is made there.

    Raises:
        BadArgument: nothing is; often the archive is another one.
    """
    if has_issues(archive, code):
        return
    refuse_no_folder(archive / code)
    obstacle = next(dead_links(archive / code, 2), None)
    if obstacle is not None:
        raise BadArgument(f"{obstacle.path} {obstacle.what}.")
    raise BadArgument(f"nothing of {code} is in {archive}. Crawl something first, or name another --archive.")


def writable_newspaper(archive: Path, code: str) -> None:
    """The same, before anything of it is written.

    Raises:
        BadArgument: nothing of it is there, or nobody can lock it.
    """
    held_newspaper(archive, code)
    lock = archive / code / LOCK_FILE
    if lock.is_dir():
        raise BadArgument(f"{lock} is a folder, so that nobody can lock {code}: remove it.")
