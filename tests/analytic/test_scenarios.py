"""Scenarios of small models: the optimum before and after, each worked by hand in its docstring."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.analytic.building import (
    EXACT,
    PART,
    START,
    base_rate,
    check_optimum,
    coded,
    lane,
    model,
    offer,
    periods,
    sites,
    valuation,
)
from tests.unit.scenario_example import two_plants, write

from corridor.errors import FaultError
from corridor.pipeline.instance import solve_model
from corridor.pipeline.scenario import in_scenario
from corridor.result.run import Run
from corridor.schema.border import Agreement
from corridor.schema.legal import SpecialRate
from corridor.schema.moving import Demand, Handling
from corridor.schema.origin import OriginProvision
from corridor.schema.places import Entity
from corridor.schema.row import Row
from corridor.tables.read import read_model
from corridor.tables.write import write_model


def of_two_plants(place: Path, patches: str) -> Run:
    """Return the plan of two_plants (8,062.00 without a scenario) in a scenario."""
    folder = two_plants(place)
    write(folder, patches)
    return solve_model(in_scenario(read_model(folder), "what_if"), EXACT)


def both(place: Path, patches: str, *parts: Row | list[Row], **settings: object) -> tuple[Run, Run]:
    """Return the plans of a model of rows, as it is and in a scenario."""
    write_model(model(*parts, **settings), place / "small")
    write(place / "small", patches)
    found = read_model(place / "small")
    return solve_model(found, EXACT), solve_model(in_scenario(found, "what_if"), EXACT)


@pytest.mark.parametrize(
    ("patches", "cost"),
    [
        # Korean packs pay 28.4 % as Chinese ones do: all take Chinese cells, 200 + 70 x 87.72 + 30 x 90.72.
        ("  - shock: KR 8507 +25pp to US", 9062.00),
        # In total 10 %: 8.00 of duty in place of 2.72, and Korean cells still win: 8,062 + 100 x 5.28.
        ("  - shock: KR 8507 =10% to US", 8590.00),
        # In total 20 %: 16.00 of duty, 91.00 against 87.72 through Malaysia: Chinese cells.
        ("  - shock: KR 8507 =20% to US", 9062.00),
        # A total switches the other programmes off: Chinese packs pay 5 %, 50 + 1 + 10 + 4 + 4 = 69.00 and 72.00.
        ("  - shock: CN 8507 =5% to US", 200 + 70 * 69 + 30 * 72),
        # Two points less: 1.12 of duty in place of 2.72.
        ("  - shock: KR 8507 -2pp to US", 8062 - 160),
        # Mexico charges 10 % on cells of 60 and 3 of freight (CIF): 6.30 more on 30 packs.
        ("  - shock: KR 8507 +10pp to MX", 8062 + 189),
        # 184 of 365 days, arrivals even over the year: a Korean pack pays 80 x 0.25 x 184 / 365 = 10.08 more; Chinese
        # cells, in all 10 dearer before, win.
        ("  - shock: KR 8507 +25pp to US from 2027-07-01", 9062.00),
        # 182 days: 9.97 more, and Korean cells stay.
        ("  - shock: KR 8507 +25pp to US from 2027-07-03", 8062 + 2000 * 182 / 365),
        # The extra duty on Chinese packs ends: 67.72 and 70.72.
        ("  - of: programmes[programme=EXTRA_CN]\n    set: {rate: 0}", 200 + 70 * 67.72 + 30 * 70.72),
        # A fifth more: Mexico makes 50.
        ("  - table: demand\n    scale: {quantity: 1.2}", 200 + 70 * 77.72 + 50 * 80.72),
        # No Korean cells.
        ("  - {of: 'offers[offer=KR_OFFER]', remove: yes}", 9062.00),
        ("  - site_closed: {site: KR_CELLS}", 9062.00),
        # Mexico closed, or its lane: 30 packs stay short.
        ("  - site_closed: {site: MX_PACKS}", 200 + 70 * 77.72 + 30 * 150),
        ("  - lane_closed: {from_site: MX_PACKS, mode: road}", 200 + 70 * 77.72 + 30 * 150),
        # 73 of 365 days: Malaysia makes 56.
        ("  - site_closed: {site: MY_PACKS, to: 2027-03-14}", 200 + 56 * 77.72 + 44 * 80.72),
        # At most 40 Korean cells per year, three fifths of the year: 24 through Malaysia, the rest Chinese.
        (
            "  - {of: 'offers[offer=KR_OFFER]', set: {max_quantity: 40}}\n"
            "  - site_closed: {site: KR_CELLS, from: 2027-08-08}",
            200 + 24 * 77.72 + 46 * 87.72 + 30 * 90.72,
        ),
    ],
)
def test_two_plants(tmp_path: Path, patches: str, cost: float):
    """The optimum by hand stands beside each patch; without one it is 8,062.00."""
    check_optimum(of_two_plants(tmp_path, patches), cost)


def test_a_duty_below_zero_is_refused(tmp_path: Path):
    """3.4 % less 5 points would be -1.6 %."""
    with pytest.raises(FaultError, match=r"duty of US on 850760 of KR would be -1\.6 %"):
        of_two_plants(tmp_path, "  - shock: KR 8507 -5pp to US")


BORDER: tuple[Row | list[Row], ...] = (
    coded(),
    valuation("US"),
    base_rate("US", 0.10),
)
"""The US charge 10 % on PART."""


def test_claims_and_an_agreement_that_ends(tmp_path: Path):
    """10 of 100 each from KR in each of two periods, 10 % of duty, free under an agreement.

    With claims: 2 x 10 x 100 = 2,000. It ends with the first period: 1,000 + 1,100. Claims denied: 2,200.
    """
    parts: tuple[Row | list[Row], ...] = (
        *BORDER,
        periods(2),
        sites(KR="KR", US="US"),
        offer("KR", 100, "KR", originating_under="DEAL"),
        lane("KR", "US"),
        Demand(site="US", product=PART, quantity=10),
        Agreement(
            agreement="DEAL", name="Deal", kind="fta", parties="KR;US", in_force_from=date(2020, 1, 1), binding="yes",
            citation="example", evidence="D",
        ),
        OriginProvision.model_validate(
            {"agreement": "DEAL", "valid_from": date(2020, 1, 1), "hs_edition": 2022, "cumulation": "originating",
             "value_basis": "fob", "material_basis": "transaction_value", "default_rule": "CTH", "citation": "example",
             "evidence": "D"}
        ),
        SpecialRate(
            importer="US", agreement="DEAL", hs="850760", valid_from=date(2020, 1, 1), citation="example", evidence="D"
        ),
    )  # fmt: skip
    ends = "  - agreement: {agreement: DEAL, in_force_to: 2027-01-10}"
    before, after = both(tmp_path / "a", ends, *parts, agreements=("DEAL",))
    check_optimum(before, 2000)
    check_optimum(after, 2100)
    check_optimum(both(tmp_path / "b", "  - claims: denied", *parts, agreements=("DEAL",))[1], 2200)


def test_an_entity_that_is_listed(tmp_path: Path):
    """10 units in each of two periods. A sells for 2, its owner is listed in the second; B sells for 3.

    20 + 20 = 40 before, 20 + 30 = 50 after.
    """
    a, b = sites(A="US", B="US")
    parts: tuple[Row | list[Row], ...] = (
        periods(2),
        coded(),
        [a.model_copy(update={"entity": "CHILD"}), b, *sites(C="US")],
        Entity(entity="PARENT", name="Parent", domicile="CN"),
        Entity(entity="CHILD", name="Child", domicile="US", owners="PARENT:0.6"),
        offer("A", 2),
        offer("B", 3),
        lane("A", "C"),
        lane("B", "C"),
        Demand(site="C", product=PART, quantity=10),
    )
    before, after = both(tmp_path, "  - listing: {entity: PARENT, list: SOME, valid_from: 2027-01-11}", *parts)
    check_optimum(before, 40)
    check_optimum(after, 50)


def test_a_depot_and_lanes_that_close_for_a_period(tmp_path: Path):
    """10 units in each of two periods through depot D for 2, or by air for 5.

    Depot D closed in the first period: 50 + 20; the lane to D closed in the second: 20 + 50.
    """
    parts: tuple[Row | list[Row], ...] = (
        periods(2),
        coded(),
        sites(A="US", D="US", C="US"),
        offer("A", 0),
        Handling(site="D", unit_cost=1, capacity=100),
        lane("A", "D", unit_cost=1),
        lane("D", "C"),
        lane("A", "C", mode="air", unit_cost=5),
        Demand(site="C", product=PART, quantity=10),
    )
    last = START.replace(day=10)
    before, after = both(tmp_path / "a", f"  - site_closed: {{site: D, to: {last}}}", *parts)
    check_optimum(before, 40)
    check_optimum(after, 70)
    closed = "  - lane_closed: {to_site: D, product: '*', from: 2027-01-11, to: 2027-01-20}"
    check_optimum(both(tmp_path / "b", closed, *parts)[1], 70)


def test_a_corridor_that_is_added(tmp_path: Path):
    """A good of 100 of ID pays 10 %; one of US costs 105. In a corridor that frees what is wholly of it: 100 each."""
    parts: tuple[Row | list[Row], ...] = (
        *BORDER,
        sites(ID="ID", US="US", SHOP="US"),
        offer("ID", 100, "ID"),
        offer("US", 105, "US"),
        lane("ID", "SHOP"),
        lane("US", "SHOP"),
        Demand(site="SHOP", product=PART, quantity=10),
    )
    patches = (
        "  - table: corridors\n"
        "    add: [{corridor: CORR, members: US;ID, rule: CTH, benefit_at: US, valid_from: 2027-01-01}]\n"
        "  - {of: 'offers[offer=ID]', set: {originating_under: CORR}}\n"
        "  - settings: {agreements: [CORR]}"
    )
    before, after = both(tmp_path, patches, *parts)
    check_optimum(before, 1050)
    check_optimum(after, 1000)
