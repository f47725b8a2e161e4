"""The README says the truth: each command, setting and target it names is there, and none is left out."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from config.settings import load
from wsgi import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def names(commands: tuple[click.Command, ...]) -> Iterator[str]:
    for command in commands:
        if isinstance(command, click.Group):
            yield from (f"{command.name} {name}" for name in command.commands)
        else:
            yield str(command.name)


def named_in_readme() -> set[str]:
    grouped = {str(c.name) for c in COMMANDS if isinstance(c, click.Group)}
    pairs = re.findall(r"flask ([a-z]+)(?: ([a-z-]+))?", README)
    return {f"{first} {second}" if first in grouped else first for first, second in pairs}


def test_the_readme_names_every_command_and_no_other() -> None:
    assert named_in_readme() == set(names(COMMANDS))


def test_the_readme_names_every_setting_and_no_other() -> None:
    source = (ROOT / "config" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'(?:given\.get\(|given\[|given, )"([A-Z_]+)"', source))
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE)) == read
    assert load({"PORT": ""}).port == int(re.search(r"`PORT` \| (\d+)", README)[1])


@pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
def test_every_target_named_is_in_the_makefile(file: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= targets


def test_every_folder_named_is_there() -> None:
    folders = re.findall(r"^\| `([a-z/]+)/` \|", README, re.MULTILINE)
    assert len(folders) > 5
    assert [f for f in folders if not (ROOT / f).is_dir()] == []


def test_every_file_linked_is_there() -> None:
    links = re.findall(r"\]\(([A-Z][^)]*)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
