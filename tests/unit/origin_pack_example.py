"""A model of two tiers with two agreements: cells of Malaysia become packs of Thailand for Japan, Korea and the US.

    cathode  2841.90, of China at 20 in MY, or of Thailand at 30 in TH, declared to originate under FTA (evidence B)
    cell     8507.60, made in MY of one cathode and 10 of work, worth 40; FTA: CTH or 40 % build-down
    case     3926.90, bought in TH at 10, declared to originate under FTA by an offer without evidence
    board    8537.10, of China at 15 in TH, or of Thailand at 45, declared under FTA and LOOSE
    pack     8507.80, made in TH of a cell, a case and a board, and 20 of work, worth 100
             FTA: 40 % build-down; LOOSE (only TH and KR): the same
    to JP 10 %, free under FTA; to KR 8 %, free under LOOSE; to the US 3.4 %, no agreement

FTA needs counted <= 60: a cell originates by the change of heading (cathode is 2841), so only the board may count: 15.
LOOSE allows 60: cell 40, board 15 and, undeclared, case 10 count: 65. A third of the boards from Thailand would do: to
60, at 30 more each: 10 a pack, for a duty of 8. So the plan claims nothing in Korea.
"""

from __future__ import annotations

from pathlib import Path

from tests.analytic.building import lane, model, sites
from tests.analytic.origin_building import agreement, border, made_of, product, ruled, worth

from corridor.schema.goods import Capability, Determination
from corridor.schema.moving import Demand
from corridor.schema.row import Row
from corridor.schema.supply import Offer
from corridor.tables.tables import Model
from corridor.tables.write import write_model

PACK_HS, CELL_HS = "850780", "850760"


def offered(code: str, site: str, part: str, price: float, origin: str, under: str = "", **columns: object) -> Offer:
    """Return an offer."""
    row = {"offer": code, "site": site, "product": part, "unit_cost": price, "np_origin": origin}
    return Offer.model_validate({**row, "originating_under": under, **columns})


def rows() -> list[Row]:
    """Return the rows of the model."""
    found: list[Row] = [
        *sites(MY="MY", TH="TH", JP="JP", KR="KR", US="US"),
        product("PACK", PACK_HS),
        product("CELL", CELL_HS),
        product("CATHODE", "284190"),
        product("CASE", "392690"),
        product("BOARD", "853710"),
        *agreement("MY;TH;JP", "RVC(build_down, 40)", hs=PACK_HS, proof="form FTA", proof_cost=50),
        ruled("CTH or RVC(build_down, 40)", CELL_HS),
        *agreement("TH;KR", "RVC(build_down, 40)", "LOOSE", hs=PACK_HS),
        *border("JP", 0.10, "FTA", hs=PACK_HS),
        *border("KR", 0.08, "LOOSE", hs=PACK_HS),
        *border("US", 0.034, hs=PACK_HS),
        *border("TH", 0.0, hs=CELL_HS),
        *border("MY", 0.0, hs="284190"),
        *made_of("CELL", "MAKE_CELL", CATHODE=1),
        *made_of("PACK", "MAKE_PACK", CELL=1, CASE=1, BOARD=1),
        Capability(site="MY", process="MAKE_CELL", unit_cost=10),
        Capability(site="TH", process="MAKE_PACK", unit_cost=20),
        offered("CATHODE_CN", "MY", "CATHODE", 20, "CN"),
        offered("CATHODE_TH", "TH", "CATHODE", 30, "TH", "FTA", evidence="B", source="certificate of 2026"),
        offered("CASE_TH", "TH", "CASE", 10, "TH", "FTA"),
        offered("BOARD_CN", "TH", "BOARD", 15, "CN"),
        offered("BOARD_TH", "TH", "BOARD", 45, "TH", "FTA;LOOSE", evidence="B"),
        worth("PACK", 100),
        worth("CELL", 40),
        lane("MY", "TH", product="CELL", unit_cost=1),
        lane("TH", "MY", product="CATHODE", unit_cost=1),
        lane("TH", "JP", product="PACK", unit_cost=2, shipment_size=25),
        lane("TH", "KR", product="PACK", unit_cost=2),
        lane("TH", "US", product="PACK", unit_cost=4),
        *(Demand(site=site, product="PACK", quantity=50) for site in ("JP", "KR", "US")),
    ]
    judged = {"evidence": "A", "ruling_no": "TH-2026-1", "basis": "advance ruling"}
    return [
        row.model_copy(update=judged) if isinstance(row, Determination) and row.process == "MAKE_PACK" else row
        for row in found
    ]


def pack_model(**settings: object) -> Model:
    """Return the model."""
    return model(*rows(), **{"name": "packs", "title": "Packs", "agreements": ("*",), **settings})


def written(place: Path) -> Path:
    """Write the model into a folder and return the folder."""
    write_model(pack_model(), place)
    return place
