"""The page on the command line, from what `--help` prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from corridor.cli import app

WIDTH = 100
"""Characters of a line of help."""


def cli_page() -> str:
    """Return the help of `corridor` and of each of its commands, as printed."""
    return "\n\n".join(_section(words) for words in command_words())


def command_words() -> list[tuple[str, ...]]:
    """Return the words after `corridor` that name each command; none, first, for `corridor` itself."""
    return list(_walk(get_command(app), ()))


def help_text(words: tuple[str, ...]) -> str:
    """Return what `corridor WORDS --help` prints."""
    plain = {"COLUMNS": str(WIDTH), "TERMINAL_WIDTH": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    result = CliRunner().invoke(app, [*words, "--help"], env=plain, prog_name="corridor")
    if result.exit_code != 0:
        raise RuntimeError(f"corridor {' '.join(words)} --help ended with {result.exit_code}: {result.output}")
    # Typer colours help on some build servers, whatever NO_COLOR says.
    uncoloured = re.sub(r"\x1b\[[0-9;]*m", "", result.stdout)
    return "\n".join(line.rstrip() for line in uncoloured.splitlines()).strip("\n")


def _walk(command: Any, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words of a command and of the commands below it."""
    yield words
    for name, below in getattr(command, "commands", {}).items():
        yield from _walk(below, (*words, name))


def _section(words: tuple[str, ...]) -> str:
    """Return heading and help of one command."""
    return f"## {' '.join(('corridor', *words))}\n\n```text\n{help_text(words)}\n```"
