"""A plan with a claim, worked out by hand: what the audit tests of origin spoil.

Packs are assembled in Malaysia of a Chinese cell and a Malaysian case and sold in Thailand under ATIGA, 10 in P1.

    cell    8507.60, costs 40 in China and 2 to Malaysia: 42 as a material, CIF
    case    3926.90, costs 20 in Malaysia, originates under ATIGA by the supplier's word
    pack    8507.80, sold at 100. Rule: change of heading, or 40 % content by build-down.
            Of the content: (100 - 42) / 100 = 58 %. The cell does not change its heading.
    to TH   freight 1; general rate 20 %, free under ATIGA; a proof costs 100 and goes with 50 packs: 2 each
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from tests.unit.test_audit_world import (
    P1,
    Result,
    costs_of,
    flow_of,
    judged,
    law_of,
    layer_of,
    mfn,
    model_of,
    result_of,
    spoiled,
)

from corridor.audit.verdict import Verdict
from corridor.reference.law import Law
from corridor.schema.border import Agreement
from corridor.schema.goods import Capability, Determination, Process, Product, RecipeLine
from corridor.schema.legal import SpecialRate, Valuation
from corridor.schema.moving import Demand, Lane
from corridor.schema.origin import OriginProvision, OriginRule
from corridor.schema.origin_results import Claim, OriginInput, OriginTest
from corridor.schema.places import Site
from corridor.schema.results import Delivery, Flow, Production, Purchase, Use
from corridor.schema.row import Row
from corridor.schema.supply import Offer, Value
from corridor.tables.tables import Model, frame

TEXT = {"citation": "text", "evidence": "B"}
START = date(2020, 1, 1)
TO_MY, TO_TH = ("CN_WORKS", "MY_PLANT"), ("MY_PLANT", "TH_SHOP")
PACK, CASE = "MY~ATIGA", "MY~ATIGA"
BUILD_DOWN = "ATIGA=RVC_BD40"


@dataclass(frozen=True)
class World:
    """A model, the law and a plan."""

    model: Model
    law: Law
    result: Result

    def verdict(self) -> Verdict:
        """What the audit says; the objective is the sum of the cost lines."""
        return judged(self.model, self.law, self.result)

    def found(self) -> list[str]:
        """The findings, as lines."""
        return [str(finding) for finding in self.verdict().findings]

    def with_rows(self, row_class: type[Row], where: Mapping[str, object], **cells: object) -> World:
        """The world with cells of a table of its model changed, in the rows that `where` names."""
        rows = self.model.tables[row_class]
        named = [all(getattr(row, column) == cell for column, cell in where.items()) for row in rows]
        assert any(named), f"{row_class.TABLE} has no row {dict(where)}"
        changed = [row.model_copy(update=cells) if hit else row for row, hit in zip(rows, named, strict=True)]
        tables = self.model.tables.with_rows(row_class, changed)
        return replace(self, model=replace(self.model, tables=tables))

    def more(self, *rows: Row) -> World:
        """The world with more rows in its model."""
        tables = self.model.tables
        for row in rows:
            tables = tables.with_rows(type(row), (*tables[type(row)], row))
        return replace(self, model=replace(self.model, tables=tables))

    def set(self, **settings: object) -> World:
        """The world with other settings of its model."""
        return replace(self, model=replace(self.model, settings=self.model.settings.model_copy(update=settings)))

    def enacted(self, **tables: object) -> World:
        """The world with other tables of law."""
        return replace(self, law=replace(self.law, **tables))

    def ruled(self, rule: str, **cells: object) -> World:
        """The world with another rule for packs."""
        return self.enacted(origin_rules=_with(self.law.origin_rules, rule=rule, **cells))

    def provided(self, **cells: object) -> World:
        """The world with other provisions of its agreement."""
        return self.enacted(provisions=_with(self.law.provisions, **cells))

    def parties(self, parties: str) -> World:
        """The world with other parties of its agreement."""
        return self.enacted(agreements=_with(self.law.agreements, parties=parties))

    def planned(self, result: Result) -> World:
        """The world with another plan."""
        return replace(self, result=result)

    def cells(self, table: str, row: int, **cells: object) -> World:
        """The world with cells of a result row changed."""
        return replace(self, result=spoiled(self.result, table, row, **cells))

    def chosen(self, choice: str, *tests: OriginTest, state: str = PACK) -> World:
        """The world with another rule choice of its lot, its label and its tests."""
        world = self.renamed("rule_choice", BUILD_DOWN, choice).renamed("state", PACK, state)
        rows = [row.model_copy(update={"rule_choice": choice, "state": state}) for row in tests]
        return world.planned({**world.result, "origin_tests": frame(OriginTest, rows)})

    def worked(self, case: float) -> World:
        """The world with worksheets: of each test `case` is counted of cases, the rest of cells by their number."""
        used = self.result["uses"].groupby(["input", "input_state"], as_index=False)["quantity"].sum()
        cells = float(used.loc[used["input"] == "CELL", "quantity"].sum())
        lines = []
        for test in self.result["origin_tests"].to_dict("records"):
            key = {column: test[column] for column in OriginTest.KEY}
            for line in used.to_dict("records"):
                rest = (test["counted"] - case) * line["quantity"] / cells
                counted = case if line["input"] == "CASE" else rest
                lines.append(OriginInput(**key, **line, value=max(counted, 0.0), counted=counted))
        return self.planned({**self.result, "origin_inputs": frame(OriginInput, lines)})

    def on_origin(self) -> list[str]:
        """The findings on lots and tests of origin, as lines."""
        return [str(finding) for finding in self.verdict().findings if finding.family == "origin"]

    def renamed(self, column: str, old: str, new: str) -> World:
        """The world with a code of its plan written otherwise, wherever it stands."""
        changed = {
            name: table.assign(**{column: table[column].replace(old, new)}) if column in table.columns else table
            for name, table in self.result.items()
        }
        return replace(self, result=changed)


def _with(rows: tuple[Row, ...], **cells: object) -> tuple[Row, ...]:
    """Rows with cells changed."""
    return tuple(row.model_copy(update=cells) for row in rows)


def the_model() -> Model:
    """The model of this page."""
    return model_of(
        P1,
        *(Site(site=code, name=code, country=code[:2]) for code in ("CN_WORKS", "MY_PLANT", "TH_SHOP")),
        Product(product="CELL", name="Cell", hs="850760", mass_kg=2.0),
        Product(product="CASE", name="Case", hs="392690", mass_kg=1.0),
        Product(product="PACK", name="Pack", hs="850780", mass_kg=3.0),
        Offer(offer="O_CELL", site="CN_WORKS", product="CELL", unit_cost=40.0),
        Offer(offer="O_CASE", site="MY_PLANT", product="CASE", unit_cost=20.0, originating_under="ATIGA"),
        Process(process="ASSEMBLE"),
        RecipeLine(process="ASSEMBLE", product="CELL", role="input", quantity=1.0, essential="yes"),
        RecipeLine(process="ASSEMBLE", product="CASE", role="input", quantity=1.0),
        RecipeLine(process="ASSEMBLE", product="PACK", role="output", quantity=1.0),
        Determination(process="ASSEMBLE", confers_origin="yes"),
        Capability(site="MY_PLANT", process="ASSEMBLE"),
        Lane(from_site="CN_WORKS", to_site="MY_PLANT", unit_cost=2.0),
        Lane(from_site="MY_PLANT", to_site="TH_SHOP", unit_cost=1.0, shipment_size=50.0),
        Demand(site="TH_SHOP", product="PACK", quantity=10.0),
        Value(seller="MY_PLANT", product="PACK", transaction_value=100.0),
        agreements=("ATIGA",),
    )


def the_law() -> Law:
    """The law of this page."""
    base = law_of((mfn("MY", "8507", 0.0), mfn("TH", "8507", 0.2)))
    thai = Valuation(importer="TH", basis="fob", currency="USD", citation="law", evidence="B")
    return replace(
        base,
        valuations={**base.valuations, "TH": thai},
        agreements=(Agreement(agreement="ATIGA", name="ATIGA", kind="fta", parties="MY;SG;TH", binding="yes", **TEXT),),
        special_rates=(
            SpecialRate(importer="TH", agreement="ATIGA", hs="8507", valid_from=START, citation="rate", evidence="C"),
        ),
        provisions=(
            OriginProvision(
                agreement="ATIGA",
                valid_from=START,
                hs_edition=2022,
                value_basis="fob",
                material_basis="cif",
                tolerance=0.1,
                tolerance_relaxes="tariff_shift",
                cumulation="originating",
                proof="Form D",
                proof_cost=100.0,
                **TEXT,
            ),
        ),
        origin_rules=(
            OriginRule(
                agreement="ATIGA",
                hs_from="850710",
                hs_to="850790",
                valid_from=START,
                rule="CTH or RVC(build_down, 40)",
                citation="rule",
                evidence="B",
            ),
        ),
    )


LOT = {
    "site": "MY_PLANT",
    "process": "ASSEMBLE",
    "alternative": "-",
    "product": "PACK",
    "state": PACK,
    "rule_choice": BUILD_DOWN,
    "tag": "-",
    "period": "P1",
}


def row_of_test(test: str, counted: float, allowed: float, value: float = 1000.0, **cells: object) -> OriginTest:
    """A row of table origin_tests for the lot of this page."""
    given = {"scheme": "ATIGA", "basis": "fob", "citation": "rule", "evidence": "B", **cells}
    sides = {"value": value, "counted": counted, "allowed": allowed, "headroom": allowed - counted}
    return OriginTest(**{**LOT, "test": test, **sides, **given})


def line_of_test(product: str, state: str, counted: float, **cells: object) -> OriginInput:
    """A line of the worksheet of the test of this page."""
    worth = {"quantity": 10.0, "value": 420.0 if product == "CELL" else 200.0, "counted": counted}
    named = {"scheme": "ATIGA", "test": "RVC_BD40", "input": product, "input_state": state}
    return OriginInput(**{**LOT, **named, **worth, **cells})


def claim_row(flow: Flow, **cells: object) -> Claim:
    """A row of table claims for the flow of this page."""
    key = {column: getattr(flow, column) for column in Flow.KEY}
    figures = {"customs_value": 1000.0, "duty_unclaimed": 200.0, "duty": 0.0, "cost": 20.0, "saved": 180.0}
    words = {"proof": "Form D", "citation": "rate; text", "evidence": "C"}
    return Claim(**key, importer="TH", quantity=10.0, **{**figures, **words, **cells})


def the_result() -> Result:
    """The plan of this page."""
    cells = flow_of(
        "CELL", "CN", TO_MY, "P1", 10.0, transaction_value=40.0, customs_value=42.0, importer="MY", freight=20.0
    )
    worth = {"transaction_value": 100.0, "customs_value": 100.0, "importer": "TH"}
    packs = flow_of("PACK", PACK, TO_TH, "P1", 10.0, **worth, freight=10.0, claim_cost=20.0)
    packs = packs.model_copy(update={"option": "ATIGA"})
    buy = partial(Purchase, period="P1", quantity=10.0)
    use = partial(Use, **LOT, value_class="-", quantity=10.0)
    return result_of(
        cells,
        packs,
        layer_of(cells, "MFN", "8507_20200101", 0.0, citation="tariff MY"),
        layer_of(packs, "ATIGA", "8507_20200101", 0.0, citation="rate").model_copy(update={"evidence": "C"}),
        claim_row(packs),
        buy(offer="O_CELL", state="CN", site="CN_WORKS", product="CELL", cost=400.0),
        buy(offer="O_CASE", state=CASE, site="MY_PLANT", product="CASE", cost=200.0),
        Production(**LOT, quantity=10.0, cost=0.0),
        use(input="CELL", input_state="CN"),
        use(input="CASE", input_state=CASE),
        row_of_test("RVC_BD40", 420.0, 600.0),
        line_of_test("CELL", "CN", 420.0),
        line_of_test("CASE", CASE, 0.0),
        Delivery(site="TH_SHOP", product="PACK", state=PACK, period="P1", end_use="none", quantity=10.0),
        *costs_of(purchase=600.0, freight=30.0, claim=20.0),
    )


def the_world() -> World:
    """The world of this page."""
    return World(the_model(), the_law(), the_result())
