"""Write settings as YAML 1.2 that reads back equal."""

from __future__ import annotations

import io
from collections.abc import Mapping

from ruamel.yaml import YAML

from corridor.io.cells import Raw


def yaml_text(settings: Mapping[str, Raw | tuple[str, ...]]) -> str:
    """Return settings as YAML text, one a line, in their order."""
    yaml = YAML(typ="rt")
    yaml.width = 10**6
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in settings.items()}
    yaml.dump(plain, out)
    return out.getvalue()
