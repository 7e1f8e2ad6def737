"""How the documentation is built: `make docs`, without network, fonts or scripts from elsewhere."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "_ext"))

_project = tomllib.loads((HERE.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

project = "Corridor"
author = "The Corridor developers"
copyright = author
release = version = _project["version"]

extensions = ["myst_parser", "corridor_reference"]
exclude_patterns = ["_build", "_ext"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"Corridor {release}"
html_copy_source = False
html_show_sphinx = False
