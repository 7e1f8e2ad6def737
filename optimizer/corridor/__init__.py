"""Corridor plans sourcing networks under trade law.

    import corridor
    plan = corridor.load("models/two_plants").solve()
    plan.costs
    corridor.duty("8507.60", "KR", "US", claim="KORUS")

Names are imported when first used (PEP 562), so that `corridor --help` starts at once.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"
__all__ = ["__version__", "duties", "duty", "load"]


def __getattr__(name: str) -> Any:
    """Import a public name on first use."""
    if name == "load":
        from corridor.api import load

        return load
    if name in ("duty", "duties"):
        from corridor import ask

        return getattr(ask, name)
    raise AttributeError(f"module 'corridor' has no attribute {name!r}; it has {', '.join(__all__)}")
