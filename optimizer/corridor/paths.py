"""Where models and reference data lie: inside the wheel, or at the repository root."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHARE = _PACKAGE / "_share"
_ROOT = _SHARE if _SHARE.is_dir() else _PACKAGE.parent.parent

MODELS = _ROOT / "models"
"""Folder of the shipped models."""

DATA = _ROOT / "data"
"""Folder of the reference data."""
