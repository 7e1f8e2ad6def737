"""Where a run goes if nobody says: runs/<model>-<hash of everything it depends on>."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from corridor.reference.load import reference_files
from corridor.solve.options import SolveOptions
from corridor.tables.tables import Model


def instance_hash(model: Model, options: SolveOptions) -> str:
    """Return eight hexadecimal digits that change with any input, reference record, setting, option or version."""
    content = {
        "inputs": {**dict(sorted(model.inputs.items())), **reference_files()},
        "settings": model.settings.model_dump(mode="json"),
        "options": options.model_dump(mode="json"),
        "version": version("corridor"),
    }
    if model.scenario:
        content["scenario"] = model.scenario_hash
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]


def default_folder(model: Model, options: SolveOptions) -> Path:
    """Return the default run folder, under the working folder."""
    return Path("runs") / f"{model.settings.name}-{instance_hash(model, options)}"
