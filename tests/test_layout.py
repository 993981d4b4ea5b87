"""House rules that no linter keeps."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.sites import all_newspapers
from tests.conftest import NetworkUsed

ROOT = Path(__file__).parents[1]
LONGEST = 250  # lines of a module
PACKAGES = ("archive", "crawler", "epaper", "pipelines")
ROOMS = (*PACKAGES, "tests", "bench")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
GRAB_BAGS = {"utils", "util", "helpers", "helper", "misc", "common", "base", "core"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80)])
def test_no_test_reaches_the_network(address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as one, pytest.raises(NetworkUsed):
        one.connect(address)
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("paper.xinmin.cn", 443)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
        socket.create_connection(("localhost", server.getsockname()[1])).close()


def test_the_search_finds_the_modules() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST


def test_every_module_is_named_for_one_thing() -> None:
    parts = {part.removesuffix(".py") for path in MODULES for part in path.relative_to(ROOT).parts}
    assert parts & GRAB_BAGS == set()


def test_a_test_stands_in_the_room_of_its_module() -> None:
    """``tests/archive/issues/test_lock.py`` tests ``archive/issues/lock.py``. A name that no module has is free."""
    homes: dict[str, set[Path]] = {}
    for path in MODULES:
        if path.relative_to(ROOT).parts[0] in PACKAGES:
            homes.setdefault(path.stem, set()).add(path.parent.relative_to(ROOT))
    strayed = []
    for package in PACKAGES:
        for path in sorted((ROOT / "tests" / package).rglob("test_*.py")):
            room = path.parent.relative_to(ROOT / "tests")
            if room not in homes.get(path.stem.removeprefix("test_"), homes["__init__"]):
                strayed.append(name(path))
    assert strayed == []


# The rooms, as docs/architecture.md draws them

DATA_ALONE = {Path("docs"), Path("output"), Path("epaper/sample")}  # drawn, though no module stands in them
Layers = list[list[str]]


def section(title: str) -> str:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def drawn_rooms() -> list[Path]:
    rooms: list[Path] = []
    for indent, room in re.findall(r"^([│├└─ ]*)(\w+)/ ", section("Rooms"), re.MULTILINE):
        depth = len(indent) // 3
        rooms.append(Path(*rooms[-1].parts[:depth], room) if depth else Path(room))
    return rooms


def drawn_layers() -> dict[str, Layers]:
    """By container, "" for the root: its rooms, layer by layer from the top."""
    lines = re.findall(r"^(?:([\w.]+): +)?(\w+(?: \| \w+)*(?: ─► \w+(?: \| \w+)*)+)$", section("Rooms"), re.MULTILINE)
    return {container: [layer.split(" | ") for layer in rooms.split(" ─► ")] for container, rooms in lines}


def contract_layers() -> dict[str, Layers]:
    """The same, of the import contracts: rooms alone, where there are several layers of them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {}
    for contract in settings["tool"]["importlinter"]["contracts"]:
        for container in contract.get("containers", [""]):
            folder = ROOT.joinpath(*container.split("."))
            layers = [
                [one for one in layer.split(" | ") if (folder / one).is_dir()] for layer in contract.get("layers", [])
            ]
            layers = [layer for layer in layers if layer]
            if len(layers) > 1:
                found[container] = layers
    return found


def test_the_rooms_are_those_that_architecture_draws() -> None:
    drawn = drawn_rooms()
    assert len(set(drawn)) == len(drawn)
    assert [room for room in drawn if not (ROOT / room).is_dir()] == []
    rooms = {path.parent.relative_to(ROOT) for path in MODULES}
    mirrored = {room for room in rooms if room.parts[0] == "tests" and Path(*room.parts[1:]) in rooms}
    assert set(drawn) - DATA_ALONE == rooms - mirrored | {Path("tests")}


def test_its_arrows_are_the_import_contracts() -> None:
    assert len(contract_layers()) >= 5
    assert drawn_layers() == contract_layers()


def test_its_rooms_stand_in_the_order_of_their_layers() -> None:
    drawn = drawn_rooms()
    for container, layers in contract_layers().items():
        folder = Path(*container.split("."))
        places = [[drawn.index(folder / room) for room in layer] for layer in layers]
        assert all(max(upper) < min(lower) for upper, lower in pairwise(places)), container


@pytest.mark.parametrize("command", ["make demo", "make test", "epaper crawl xmwb --date 2020-03-15"])
def test_the_readme_shows_what_to_type(command: str) -> None:
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


# Newspapers


def scrapy_list(*paths: Path) -> list[str]:
    """The newspapers, as ``scrapy list`` shows them."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}
    command = [sys.executable, "-m", "scrapy", "list"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    return done.stdout.split()


def test_scrapy_lists_every_newspaper() -> None:
    assert scrapy_list() == sorted(all_newspapers())
    assert {"xmwb", "shequ"} <= set(all_newspapers())


@pytest.mark.parametrize("code", all_newspapers())
def test_a_newspaper_costs_twenty_lines(code: str) -> None:
    module = ROOT / "crawler" / "sites" / f"{code}.py"
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 20


def test_a_platform_whose_pages_are_html_costs_a_hundred_and_twenty() -> None:
    """Its addresses and its layouts; what it reads of text captures comes on top."""
    modules = (ROOT / "crawler" / "platforms" / "dzb" / name for name in ("__init__.py", "layouts.py"))
    assert sum(len(module.read_text(encoding="utf-8").splitlines()) for module in modules) <= 120


NEWSPAPER = """
from datetime import date
from crawler.platforms.contract import Masthead, Newspaper
from crawler.platforms.dzb import Dzb

JWWB = Masthead("jwwb", "江湾晚报")
NEWSPAPER = Newspaper(
    masthead=JWWB, platforms=(Dzb(masthead=JWWB, home="https://epaper.invalid", since=date(2020, 1, 1)),)
)
"""
PTH = "import crawler.sites; crawler.sites.__path__.append({!r})"


def test_a_newspaper_is_one_file(tmp_path: Path) -> None:
    """One module among the sites, and it is listed; here it stands in a folder that is added to them."""
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "jwwb.py").write_text(NEWSPAPER, encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(PTH.format(str(tmp_path / "sites")), encoding="utf-8")
    assert "jwwb" in scrapy_list(tmp_path, ROOT)
