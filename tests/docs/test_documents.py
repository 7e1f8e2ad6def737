"""What the documents tell a reader to type is run: `bash` and `python` blocks, in order, in an empty folder.

An `output` block shows the lines that the bash block before it prints, up to a last line `...`; that is checked.
Blocks of other languages (`text`, `sh`) are shown only; that the `make` targets and `corridor` options in them exist
is checked.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sybil import Document, Example
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

from cli_page import command_words, help_text

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "optimizer" / "corridor" / "compiled" / "README.md",
]
RUNNING = [path for path in DOCUMENTS if re.search(r"^```(bash|python)$", path.read_text("utf-8"), re.MULTILINE)]
WRITTEN = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "models").glob("*/README.md"))]


def name(path: Path) -> str:
    """Return the name of a document for the test's title."""
    return path.relative_to(ROOT).as_posix()


class Shell:
    """Runs blocks of bash one after the other; each starts where the one before ended."""

    def __init__(self, folder: Path) -> None:
        """Start in a folder, with the `corridor` of this environment first on the path."""
        self.folder = folder
        commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment = {**os.environ, "PATH": commands, "NO_COLOR": "1"}
        self.printed = ""

    def run(self, example: Example) -> str | None:
        """Run a block; return what went wrong, or None."""
        script = f"set -eu -o pipefail\n{example.parsed}\nprintf '\\n%s' \"$PWD\"\n"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            return f"ended with {done.returncode}\n{example.parsed}\n{done.stdout}\n{done.stderr}"
        self.printed, _, folder = done.stdout.rpartition("\n")
        self.folder = Path(folder)
        return None

    def compare(self, example: Example) -> str | None:
        """Compare an output block, line by line, with what the block before printed; `...` leaves out the rest."""
        printed = [line.strip() for line in self.printed.splitlines() if line.strip()]
        shown = [line.strip() for line in example.parsed.splitlines() if line.strip()]
        if shown[-1:] == ["..."]:
            shown = shown[:-1]
            printed = printed[: len(shown)]
        return None if printed == shown else f"shown: {shown}\nprinted: {self.printed}"


@pytest.mark.parametrize("path", RUNNING, ids=name)
def test_every_block_of_a_document_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a document run in order, from an empty folder, and print what is shown."""
    monkeypatch.chdir(tmp_path)
    shell = Shell(tmp_path)
    parsers = (
        CodeBlockParser(language="bash", evaluator=shell.run),
        CodeBlockParser(language="output", evaluator=shell.compare),
        PythonCodeBlockParser(),
    )
    blocks = list(Document.parse(str(path), *parsers))
    assert blocks
    for block in blocks:
        block.evaluate()


@pytest.mark.parametrize("path", WRITTEN, ids=name)
def test_commands_that_a_document_names_exist(path: Path) -> None:
    """Each `make TARGET` names a target; each `corridor COMMAND --option` is understood."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    commands = {" ".join(words): help_text(words) for words in command_words()}
    code = re.findall(r"^```\w+\n(.*?)^```|`([^`\n]+)`", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in code for line in "\n".join(block).splitlines()]
    unknown = [line for line in lines if re.match(r"make [a-z]", line) and line.split()[1] not in targets]
    for line in lines:
        words = line.split()
        if words[:1] == ["corridor"] and len(words) > 1 and not words[1].startswith(("-", "<")):
            command = " ".join(words[1:3]) if " ".join(words[1:3]) in commands else words[1]
            options = re.findall(r"(?<!\S)--[a-z-]+", line)
            if command not in commands or any(option not in commands[command] for option in options):
                unknown.append(line)
    assert unknown == []
