"""What a run says about origin, ready to be looked up: claims, rules, tests, their inputs, sources of goods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corridor.report.names import Names, Record, label_rows, number_of, records, text_of
from corridor.report.timing import Timing
from corridor.result.lineage import Lineage, lot_key
from corridor.result.run import Run
from corridor.schema.origin_results import Claim, OriginInput, OriginTest
from corridor.schema.results import Flow, Production
from corridor.schema.row import EACH

_GAP_KEY = (*Flow.KEY, "agreement", "site", "process", "lot_state")
_RULE_KEY = ("product", "site", "process", "alternative", "rule_choice", "period")


@dataclass(frozen=True)
class OriginBook:
    """Origin in a run."""

    run: Run
    names: Names

    @staticmethod
    def of(run: Run) -> OriginBook:
        """Return what a run says about origin."""
        return OriginBook(run, Names.of(run))

    @cached_property
    def claims(self) -> tuple[Record, ...]:
        """Rows of table claims, those that save most first; none where an older run has no such table."""
        rows = records(self.run.tables.get(Claim.TABLE))
        key = [tuple(text_of(row[column]) for column in Claim.KEY) for row in rows]
        ordered = sorted(range(len(rows)), key=lambda i: (-money_of(rows[i], "saved"), key[i]))
        return tuple(rows[i] for i in ordered)

    @cached_property
    def gaps(self) -> tuple[Record, ...]:
        """Shipments that pay duty though an agreement could be claimed, those with most to save first."""
        rows = label_rows(self.run, "origin_gaps")
        return tuple(sorted(rows, key=lambda row: (-money_of(row, "saved"), text_of(row["agreement"]), str(row))))

    def gap_inputs(self, gap: Record) -> list[Record]:
        """Return the inputs of the tests that a gap shows."""
        return self._gap_inputs.get(tuple(text_of(gap[column]) for column in _GAP_KEY), [])

    @cached_property
    def _gap_inputs(self) -> Mapping[tuple[str, ...], list[Record]]:
        found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for row in label_rows(self.run, "origin_gap_inputs"):
            found[tuple(text_of(row[column]) for column in _GAP_KEY)].append(row)
        return found

    @cached_property
    def lineage(self) -> Lineage:
        """Where goods come from."""
        spans = [
            (text_of(row["period"]), _day(row["start"]), _day(row["end"])) for row in label_rows(self.run, "periods")
        ]
        return Lineage.of(self.run.tables, spans)

    @cached_property
    def _rules(self) -> Mapping[tuple[str, ...], Record]:
        rows = label_rows(self.run, "origin_rules")
        return {tuple(text_of(row[column]) for column in ("scheme", *_RULE_KEY)): row for row in rows}

    def rule(self, lot: Record, scheme: str) -> Record | None:
        """Return the rule that a lot satisfies for a scheme, as kept with the run."""
        return self._rules.get((scheme, *(text_of(lot[column]) for column in _RULE_KEY)))

    @cached_property
    def tests(self) -> Mapping[tuple[str, ...], tuple[Record, ...]]:
        """Lot without period -> its rows of table origin_tests."""
        found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for row in records(self.run.tables.get(OriginTest.TABLE)):
            found[lot_key(row)[:-1]].append(row)
        return {lot: tuple(rows) for lot, rows in found.items()}

    def tests_of(self, lot: Record, scheme: str) -> list[Record]:
        """Return the tests of a lot for a scheme: of its period, or of its year where the agreement averages.

        Those over all that the site makes, where content is averaged by an election, come last.
        """
        period = text_of(lot["period"])
        rows = self.tests.get(lot_key(lot)[:-1], ())
        windows = {period, self._year(period)}
        # Books balance over a window of periods (table custody).
        own = [
            row
            for row in rows
            if text_of(row["scheme"]) == scheme
            and (text_of(row["period"]) in windows or self._covers(text_of(row["period"]), period))
        ]
        return [*own, *self._averages_of(lot, scheme)]

    def _covers(self, window: str, period: str) -> bool:
        """Return whether a year by first days, or the horizon, has a period in it."""
        return window.startswith(("Y", "HORIZON")) and period in Timing.of(self.run).within(window)

    def _averages_of(self, lot: Record, scheme: str) -> list[Record]:
        """Return the tests of elections that a lot claims on."""
        claims = dict(
            part.split("=", 1) for part in text_of(lot["rule_choice"]).split("/")[0].split("+") if "=" in part
        )
        return [
            row
            for rows in self.tests.values()
            for row in rows
            if (text_of(row["process"]), text_of(row["scheme"]), row["site"]) == (EACH, scheme, lot["site"])
            and text_of(row["rule_choice"]).partition(":")[2] == claims.get(scheme)
            and {EACH, text_of(lot["product"])} & set(text_of(row["product"]).split(";"))
            and text_of(lot["period"]) in Timing.of(self.run).within(text_of(row["period"]))
        ]

    def _year(self, period: str) -> str:
        """Return the calendar year of a period's last day."""
        return self.period_end(period)[:4]

    @cached_property
    def _inputs(self) -> Mapping[tuple[str, ...], tuple[Record, ...]]:
        found: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for row in records(self.run.tables.get(OriginInput.TABLE)):
            found[tuple(text_of(row[column]) for column in OriginTest.KEY)].append(row)
        return {test: tuple(rows) for test, rows in found.items()}

    def inputs_of(self, test: Record) -> tuple[Record, ...]:
        """Return the inputs that a test looks at: rows of table origin_inputs."""
        return self._inputs.get(tuple(text_of(test[column]) for column in OriginTest.KEY), ())

    @cached_property
    def offers(self) -> Mapping[str, Record]:
        """Offer -> its row."""
        return {text_of(row["offer"]): row for row in label_rows(self.run, "offers")}

    @cached_property
    def processes(self) -> Mapping[str, Record]:
        """Process -> its row."""
        return {text_of(row["process"]): row for row in label_rows(self.run, "processes")}

    @cached_property
    def lots(self) -> Mapping[tuple[str, ...], Record]:
        """Lot -> its row of table production."""
        return {lot_key(row): row for row in records(self.run.table(Production))}

    def period_end(self, period: str) -> str:
        """Return the last day of a period, as 2027-01-31; empty where the run does not say."""
        return self._ends.get(period, "")

    @cached_property
    def _ends(self) -> Mapping[str, str]:
        return {text_of(row["period"]): text_of(row["end"])[:10] for row in label_rows(self.run, "periods")}


def _day(value: object) -> date:
    """Return a day, a timestamp or text such as 2027-01-31 as a day."""
    return date.fromisoformat(text_of(value)[:10])


def money_of(row: Record, column: str) -> float:
    """[money] Return a figure of a row, 0 where it is empty."""
    return number_of(row.get(column)) or 0.0
