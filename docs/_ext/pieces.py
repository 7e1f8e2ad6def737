"""Small pieces of Markdown that the generated pages are made of."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a line break in a cell becomes a space, a bar is escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    """Return text as it may stand in a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def prose(text: str) -> str:
    """Return plain text as Markdown: what Markdown would take for markup is escaped, outside of `code`."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(piece if piece.startswith("`") else re.sub(r"([\\*_<>\[\]#$])", r"\\\1", piece) for piece in pieces)


def docstring(text: str) -> str:
    """Return a docstring as Markdown: indented or aligned blocks are shown as they stand, the rest is prose.

    Mathematics in docstrings is plain text, so it needs no renderer and reads the same in the source.
    """
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        indented = all(line.startswith("    ") for line in block.splitlines())
        aligned = re.search(r"\S {3,}\S", block) is not None
        shown = f"```text\n{textwrap.dedent(block).rstrip()}\n```"
        blocks.append(shown if indented or aligned else prose(block.strip()))
    return "\n\n".join(blocks).replace("\n```\n\n```text\n", "\n\n")
