"""How lots of a plan stand under an agreement that they do not claim: every way of its rule, at the plan's own inputs.

Inputs carry in a plan only the statuses that somebody uses. Here they have all that their suppliers declare, and goods
that the plan makes originate where one way of their own rule is passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from corridor.audit.case import Case
from corridor.audit.origin_state import parse
from corridor.audit.origin_values import OriginValues
from corridor.law.origin.compile import alternatives
from corridor.law.origin.counting import counted_share
from corridor.law.origin.lookup import rule_for
from corridor.law.origin.materials import Material
from corridor.law.origin.status import Status
from corridor.law.origin.terms import Test
from corridor.pipeline.origin_judged import Counted, JudgedTest, JudgedWay
from corridor.result.lineage import Lineage, Place, Record
from corridor.schema.origin import OriginProvision
from corridor.schema.row import EACH


@dataclass(frozen=True)
class Judging:
    """Answers how lots of a plan stand under agreements."""

    case: Case
    lineage: Lineage
    _kept: dict[tuple[str, ...], tuple[JudgedWay, ...] | str] = field(default_factory=dict, init=False, repr=False)

    def ways(self, lot: Record, agreement: str) -> tuple[JudgedWay, ...] | str:
        """Return the alternatives of the rule for a lot, judged; or why the agreement cannot be met, in words."""
        key = (agreement, *(str(lot[column]) for column in ("site", "process", "alternative", "state", "rule_choice")))
        key = (*key, str(lot["period"]))
        if key not in self._kept:
            self._kept[key] = "the lot is made of itself"  # Until the answer is known: cycles stop here.
            self._kept[key] = self._judged(lot, agreement)
        return self._kept[key]

    def _judged(self, lot: Record, agreement: str) -> tuple[JudgedWay, ...] | str:
        case, site, period = self.case, str(lot["site"]), str(lot["period"])
        country = case.book.sites[site].country
        provision = case.agreements.provision(agreement, period)
        recipe = case.recipes.get((str(lot["process"]), str(lot["alternative"])))
        if not case.agreements.is_party(agreement, case.book.territory(site)):
            return f"{country}, where it is made, is no party of {agreement}"
        if provision is None or recipe is None:
            return f"no provision of {agreement} holds in {period}"
        made = self._material(str(lot["product"]))
        if not made.hs:
            return f"{made.product} has no code of the Harmonized System"
        found = rule_for(case.book.law, agreement, made, EACH, case.agreements.last_day(period))
        process = case.book.processes[str(lot["process"])]
        inputs = [self._material(line.product) for line in recipe.inputs]
        met = frozenset(filter(None, process.tests.split(";")))
        rule = None if found is None else found.rule
        law = case.book.law
        given = alternatives(rule, provision, made, inputs, met, process.minimal == "yes", law)
        return tuple(
            JudgedWay(one.name, tuple(self._test(provision, lot, test) for test in one.tests)) for one in given
        )

    @cached_property
    def _values(self) -> OriginValues:
        """What outputs and materials are worth."""
        return OriginValues(self.case)

    def _material(self, product: str) -> Material:
        row = self.case.book.products[product]
        return Material(product, row.hs or "", row.hs_edition, row.origin_part)

    def _test(self, provision: OriginProvision, lot: Record, test: Test) -> JudgedTest:
        """Return a test of a lot at its inputs."""
        site, product, period = str(lot["site"]), str(lot["product"]), str(lot["period"])
        quantity = float(lot["quantity"])
        unit = float(self._values.output(site, product, test.basis, period) or 0)
        margin = self.case.book.model.settings.claim_margin if test.margin else 0.0
        allowed = (test.limit - margin) * unit * quantity
        if test.own:
            allowed += test.own * float(self._values.own_value(site, product, period)) * quantity
        inputs = tuple(self._input(provision, lot, use, test) for use in self.lineage.inputs(lot))
        counted = sum(one.counted for one in inputs)
        return JudgedTest(test.name, test.basis, unit * quantity, counted, allowed, inputs)

    def _input(self, provision: OriginProvision, lot: Record, use: Record, test: Test) -> Counted:
        """Return what an input counts in a test: its foreign part at its dearest, its own at its cheapest."""
        site, period, product = str(lot["site"]), str(lot["period"]), str(use["input"])
        label, quantity = str(use["input_state"]), float(use["quantity"])
        state = parse(label)
        origin = state.general if state else label
        least, most = map(float, self._values.material(site, product, origin, test.material_basis, period) or (0, 0))
        share = self.share(provision, Place(site, product, label), period, site, test.by_status)
        against, towards = test.weight(product)
        full = against * most, towards * least
        counted = (full[0] * (1.0 - share) + full[1] * share) * quantity
        recipe = self.case.recipes[str(lot["process"]), str(lot["alternative"])]
        line = recipe.lines.get(product)
        discrete = provision.averaging == "none" or (line is not None and line.discrete == "yes")
        value = (least if towards else most) * quantity
        return Counted(product, label, quantity, value, counted, full[1] * quantity, discrete)

    def share(self, provision: OriginProvision, place: Place, period: str, site: str, by_status: bool) -> float:
        """[1] Return what of the goods at a place counts as originating for a producer at a site."""
        state = parse(place.state)
        own = state.statuses if state else ()
        origin = state.general if state else place.state
        law, country = self.case.book.law, self.case.book.sites[site].country
        mixed = self.statuses(provision.agreement, place, period)
        whole = sum(quantity for quantity, _ in mixed)
        if not whole:
            return counted_share(law, provision, own, origin, country, by_status)
        return sum(
            quantity / whole * counted_share(law, provision, (*own, *more), origin, country, by_status)
            for quantity, more in mixed
        )

    def statuses(
        self, agreement: str, place: Place, period: str, path: frozenset[tuple[Place, str]] = frozenset()
    ) -> list[tuple[float, tuple[Status, ...]]]:
        """Return what the goods at a place could be under the agreements of the model: (quantity, statuses)."""
        found: list[tuple[float, tuple[Status, ...]]] = []
        for one in self.lineage.sources(place, period):
            if one.kind == "bought":
                offer = self.case.book.offers[str(one.row["offer"])]
                found.append((one.quantity, tuple(self.case.agreements.declared(offer, one.period))))
            elif one.kind == "made":
                found.append((one.quantity, self._made(one.row, agreement)))
            elif one.kind == "start":
                found.append((one.quantity, ()))
            elif (place, period) not in path:
                found += self._moved(agreement, one.row, one.quantity, path | {(place, period)})
        return found

    def _made(self, lot: Record, agreement: str) -> tuple[Status, ...]:
        """Return the status that a lot could have."""
        ways = self.ways(lot, agreement)
        if isinstance(ways, str) or not any(one.passes for one in ways):
            return ()
        country = self.case.book.sites[str(lot["site"])].country
        return (self.case.agreements.acquired(agreement, country, str(lot["period"])),)

    def _moved(
        self, agreement: str, flow: Record, quantity: float, path: frozenset[tuple[Place, str]]
    ) -> Iterable[tuple[float, tuple[Status, ...]]]:
        """Yield what goods that a flow brings could be: what they were when they left, and is not lost on the way."""
        before = Place(str(flow["from_site"]), str(flow["product"]), str(flow["state"]))
        codes = (str(flow[column]) for column in ("from_site", "to_site", "mode", "route", "product", "ship_period"))
        lane = self.case.book.lanes.find(*codes)
        mixed = self.statuses(agreement, before, str(flow["ship_period"]), path)
        whole = sum(part for part, _ in mixed)
        kept = self.case.agreements.kept
        for part, statuses in mixed:
            lasting = tuple(one for one in statuses if lane and kept(one.agreement, lane, str(flow["ship_period"])))
            yield quantity * part / whole, lasting
