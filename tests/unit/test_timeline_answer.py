"""The answer over a range of days, for machines and for people."""

import json
from datetime import date
from io import StringIO

from rich.console import Console
from tests.unit.law_example import base, law, programme

from corridor.law.goods import Goods
from corridor.law.timeline import timeline
from corridor.report.timeline_answer import print_timeline, timeline_json

CELL = Goods("XX", "850760", "CN")
RULES = law(
    base("850760", 0.03, specific=0.5, specific_unit="kg"),
    programme("LIST", "85", 0.075, record="OLD", valid_to=date(2026, 5, 31)),
    programme("LIST", "85", 0.25, record="NEW", valid_from=date(2026, 6, 1)),
    programme("ORDER", "85", None, valid_from=date(2026, 9, 1)),
    horizon=date(2026, 10, 9),
)


def stretches(first="2026-05-01", last="2026-12-31", goods=CELL):
    """Return the timeline of cells of China."""
    return timeline(RULES, goods, date.fromisoformat(first), date.fromisoformat(last))


def printed(*answer):
    """Return what a person sees."""
    console = Console(file=StringIO(), width=200)
    print_timeline(*answer, console)
    return console.file.getvalue()


def test_the_timeline_for_machines():
    """Stretches follow one another without a gap; an unknown rate is null, and rates have no dust."""
    answer = timeline_json(stretches())
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert answer["horizon"] == "2026-10-09"
    assert [(one["from"], one["to"], one["total_rate"], one["status"]) for one in answer["timeline"]] == [
        ("2026-05-01", "2026-05-31", 0.105, "applied"),
        ("2026-06-01", "2026-08-31", 0.28, "applied"),
        ("2026-09-01", "2026-10-09", None, "unknown"),
        ("2026-10-10", "2026-12-31", None, "unknown"),
    ]
    assert answer["timeline"][0]["specifics"] == {"kg": 0.5}
    assert answer["timeline"][0]["changes"] == []
    assert answer["timeline"][1]["changes"] == ["LIST: 7.5 % -> 25 %"]
    assert answer["timeline"][2]["changes"] == ["ORDER: none -> unknown"]


def test_the_timeline_for_people():
    """Goods, claim, each stretch with its duty and what changed, and how far the law is known."""
    text = printed(stretches(goods=Goods("XX", "850760", "CN", claim="PACT")))
    for said in (
        "Duty on 850760 of CN into XX, claim PACT", "10.50 % + 0.5 per kg", "28.00 % + 0.5 per kg", "unknown",
        "LIST: 7.5 % -> 25 %", "Law known to 2026-10-09; later entries are projections.",
    ):  # fmt: skip
        assert said in text


def test_one_stretch_has_no_change():
    """Days on which nothing changes are one line."""
    (only,) = timeline_json(stretches("2026-06-01", "2026-06-30"))["timeline"]
    assert (only["from"], only["to"], only["changes"]) == ("2026-06-01", "2026-06-30", [])
    assert "claim" not in printed(stretches("2026-06-01", "2026-06-30"))
