"""Generated sourcing networks that look like real ones, of any size, as ordinary models.

`generate(preset("k10", kind="mip", seed=1))` returns a `corridor.tables.tables.Model`. Nothing in it is real: every
row says `generated` and has evidence D. The same parameters always give the same tables.
"""

from benchmarks.generator.build import generate
from benchmarks.generator.parameters import PRESETS, Parameters, preset

__all__ = ["PRESETS", "Parameters", "generate", "preset"]
