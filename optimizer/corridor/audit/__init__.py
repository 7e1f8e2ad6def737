"""Floor 4, beside the formulation: an independent judge.

Recomputes every constraint and every dollar of a plan from its result tables, the model's tables and the
law. It sees neither the network nor the formulation nor a solver, so an error there cannot hide here.
"""

from __future__ import annotations

from corridor.audit.auditor import audit
from corridor.audit.verdict import FAMILIES, Finding, Verdict

__all__ = ["FAMILIES", "Finding", "Verdict", "audit"]
