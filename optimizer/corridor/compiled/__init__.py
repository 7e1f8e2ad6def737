"""Pyomo models over tables, compiled to arrays at once. See README.md beside this file."""

from corridor.compiled.columns import NotLinearError
from corridor.compiled.compile import compile_model
from corridor.compiled.components import STOCK, TABLES, Components
from corridor.compiled.constraints import TableConstraint
from corridor.compiled.expressions import IndexedTableExpression, TableExpression, TableObjective
from corridor.compiled.form import Block, Blocks, StandardForm
from corridor.compiled.living import Changes, LivingModel
from corridor.compiled.marginals import TableSuffix
from corridor.compiled.params import TableParam
from corridor.compiled.row_updates import StructureChangedError
from corridor.compiled.sets import TableGroup, TableSet
from corridor.compiled.template import TemplateError
from corridor.compiled.values import load_values, value_of
from corridor.compiled.variables import TableVar

__all__ = [
    "STOCK",
    "TABLES",
    "Block",
    "Blocks",
    "Changes",
    "Components",
    "IndexedTableExpression",
    "LivingModel",
    "NotLinearError",
    "StandardForm",
    "StructureChangedError",
    "TableConstraint",
    "TableExpression",
    "TableGroup",
    "TableObjective",
    "TableParam",
    "TableSet",
    "TableSuffix",
    "TableVar",
    "TemplateError",
    "compile_model",
    "load_values",
    "value_of",
]
