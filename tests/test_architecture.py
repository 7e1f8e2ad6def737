"""The rules of CONTRIBUTING.md that a machine can hold: floors, sizes, names, what may not stand in a file.

Every import contract has negative controls: the package is copied, a forbidden import is planted, and
import-linter must report the contract as broken. A contract that could not fail would prove nothing.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "optimizer" / "corridor"
PYPROJECT = ROOT / "pyproject.toml"

CONTRACTS = {
    contract["id"]: contract["name"]
    for contract in tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
}

PLANTED: tuple[tuple[str, dict[str, str]], ...] = (
    ("floors", {"law/planted.py": "import corridor.network\n"}),
    ("floors", {"schema/planted.py": "from corridor.tables.tables import Tables\n"}),
    ("floors", {"io/planted.py": "def late():\n    import corridor.solve\n"}),
    ("floors", {"law/planted.py": "import corridor.quotes\n"}),
    ("floors", {"formulation/planted.py": "import corridor.audit\n"}),
    ("floors", {"batch/__init__.py": "import corridor.report\n"}),
    ("floors", {"tables/planted.py": "from corridor import load\n"}),
    ("floors", {"common/__init__.py": ""}),
    ("cycles", {"law/one.py": "import corridor.law.two\n", "law/two.py": "import corridor.law.one\n"}),
    (
        "cycles",
        {
            "result/planted.py": "import corridor.tables.planted\n",
            "tables/planted.py": "import corridor.result\n",
        },
    ),
    ("audit", {"audit/planted.py": "from corridor.network import states\n"}),
    (
        "audit",
        {
            "audit/planted.py": "import corridor.law.planted\n",
            "law/planted.py": "import corridor.formulation\n",
        },
    ),
    ("audit", {"audit/planted.py": "import pyomo.environ as pyo\n"}),
    ("report", {"report/planted.py": "import pyomo.environ as pyo\n"}),
    ("report", {"report/planted.py": "import corridor.pipeline\n"}),
    (
        "report",
        {
            "report/planted.py": "import corridor.result.planted\n",
            "result/planted.py": "import corridor.solve\n",
        },
    ),
    ("law", {"law/planted.py": "import corridor.io\n"}),
    (
        "law",
        {"law/planted.py": "import corridor.tables.planted\n", "tables/planted.py": "import corridor.io\n"},
    ),
    ("pyomo", {"network/planted.py": "import pyomo.environ as pyo\n"}),
    ("pyomo", {"law/planted.py": "from pyomo.core import Var\n"}),
    ("highs", {"formulation/planted.py": "import highspy\n"}),
)
"""Contract, and the files that must break it, directly or through another file."""


def check_contracts(source_root: Path, *only: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter with this project's contracts on the package `corridor` in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    command += ["--config", str(PYPROJECT), "--no-cache", "--no-logo"]
    for contract in only:
        command += ["--contract", contract]
    environment = {**os.environ, "PYTHONPATH": str(source_root), "COLUMNS": "400"}
    return subprocess.run(command, cwd=source_root, env=environment, capture_output=True, text=True, check=False)


def project_files(*patterns: str) -> list[Path]:
    """Return the project's files: what git knows, or without git what it would not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = None
    if (ROOT / ".git").exists():
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing is not None and listing.returncode == 0:
        files = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        generated = {".venv", "__pycache__", "runs", "dist", "build", "_build", "_generated"}
        files = [path for path in ROOT.rglob("*") if not generated & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in files if path.is_file() and any(path.match(pattern) for pattern in patterns))


def python_files() -> Iterator[tuple[str, str]]:
    """Yield name and text of every Python file that is not a test."""
    for path in project_files("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith("tests/"):
            yield name, path.read_text(encoding="utf-8")


def test_the_package_keeps_every_contract() -> None:
    """The package as it is keeps each import contract."""
    report = check_contracts(ROOT / "optimizer")
    assert report.returncode == 0, report.stdout + report.stderr


@pytest.mark.parametrize(
    ("contract", "files"), PLANTED, ids=lambda value: value if isinstance(value, str) else "+".join(value)
)
def test_a_planted_import_breaks_its_contract(contract: str, files: dict[str, str], tmp_path: Path) -> None:
    """A forbidden import, direct or through another file, is reported under the contract that forbids it."""
    shutil.copytree(PACKAGE, tmp_path / "corridor", ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in files.items():
        place = tmp_path / "corridor" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, encoding="utf-8")
    report = check_contracts(tmp_path, contract)
    assert report.returncode == 1, report.stdout + report.stderr
    assert f"{CONTRACTS[contract]} BROKEN" in " ".join(report.stdout.split())


def test_every_contract_has_a_negative_control() -> None:
    """No contract of pyproject.toml goes without a planted import."""
    assert {contract for contract, _ in PLANTED} == set(CONTRACTS)


def test_ruff_refuses_an_import_inside_a_function() -> None:
    """An import inside a function is refused everywhere but in cli/ and the package's lazy face."""
    source = "def late() -> None:\n    import json\n\n    json.dumps(1)\n"
    for name, expected in {"law/planted.py": 1, "cli/law.py": 0, "__init__.py": 0}.items():
        command = [sys.executable, "-m", "ruff", "check", "--config", str(PYPROJECT), "--select", "PLC0415"]
        command += ["--stdin-filename", str(PACKAGE / name), "-"]
        report = subprocess.run(command, cwd=ROOT, input=source, capture_output=True, text=True, check=False)
        assert report.returncode == expected, f"{name}: {report.stdout}{report.stderr}"


def test_formulation_folder_and_table_of_contents_agree() -> None:
    """FAMILIES lists each file of formulation/ that adds rows, once, and nothing else."""
    from corridor import formulation

    listed = [family.__name__.rpartition(".")[2] for family in formulation.FAMILIES]
    adding = {
        path.stem
        for path in (PACKAGE / "formulation").glob("*.py")
        if re.search(r"^def add\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert sorted(listed) == sorted(adding - {"variables"})


def test_files_are_named_after_an_idea() -> None:
    """No file is a drawer for whatever has no other place."""
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "legacy"}
    assert [name for name, _ in python_files() if Path(name).stem in drawers] == []


def test_files_stay_within_400_lines() -> None:
    """No Python file of the project is longer than 400 lines; it aims at less than 200."""
    sizes = {name: len(text.splitlines()) for name, text in python_files()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_functions_stay_within_60_lines() -> None:
    """No function is longer than 60 lines, from its first line to its last."""
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, text in python_files()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60
    ]
    assert long == []


def test_no_file_is_empty() -> None:
    """Every Python file says at least what it is for."""
    assert [name for name, text in python_files() if ast.get_docstring(ast.parse(text)) is None] == []


def test_models_and_data_hold_no_python() -> None:
    """models/ and data/ are tables and text: they ship inside the wheel and must not be importable."""
    assert [name for name, _ in python_files() if name.startswith(("models/", "data/"))] == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    """No file of the project holds an absolute path that exists on one machine only."""
    machine_path = re.compile(r"(?<![\w.~-])/(tmp|work|root|home|Users)/[A-Za-z0-9_.-]+")
    found = []
    for path in project_files(
        "*.py", "*.md", "*.toml", "*.yaml", "*.csv", "*.cff", "Makefile", "run", "*.json", "*.html"
    ):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if machine_path.search(line):
                found.append(f"{path.relative_to(ROOT).as_posix()}:{number}: {line.strip()[:120]}")
    assert found == []


HEAVY = {"fastexcel", "highspy", "networkx", "numpy", "pandas", "pyarrow", "pyomo", "scipy", "xlsxwriter"}
"""Packages that cost tenths of a second each: commands import them, asking for help does not."""


@pytest.mark.parametrize(
    ("arguments", "refused"),
    # typer itself imports pydantic to read the parameters of a command.
    [(["--help"], HEAVY | {"pydantic"}), (["solve", "--help"], HEAVY)],
    ids=["corridor", "solve"],
)
def test_asking_for_help_loads_nothing_heavy(arguments: list[str], refused: set[str]) -> None:
    """`corridor --help` starts at once: no solver, table or modelling package is imported for it."""
    program = (
        "import sys\n"
        f"sys.argv = ['corridor', *{arguments!r}]\n"
        "from corridor.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"print('LOADED', *sorted({refused!r} & set(sys.modules)))\n"
    )
    report = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert report.returncode == 0, report.stderr
    assert "Usage" in report.stdout
    assert report.stdout.splitlines()[-1].split() == ["LOADED"]
