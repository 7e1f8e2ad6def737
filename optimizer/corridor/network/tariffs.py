"""Duty on an arc: the layers of the law, averaged over the arrival window, as money per unit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace

from corridor.errors import Fault, Severity
from corridor.law.duty import layers, layers_of_spells, turning_points
from corridor.law.goods import Amounts, Goods
from corridor.law.layers import LayerMean, is_unknown
from corridor.law.origin.status import Status
from corridor.law.quota_entry import OpenQuota, entered, quotas_on
from corridor.law.valuation import customs_value, specific_duty
from corridor.network.lookups import Lookups
from corridor.network.states import State
from corridor.schema.moving import Lane

PARTY = "party"
"""Fact of a claim: the party in which the goods came to originate, where the rate depends on it."""

LawKey = tuple[Goods, Amounts | None, float] | tuple[Goods, Amounts | None, float, float]
"""Goods, amounts of a unit, and between which turning points it arrives, or the window of arrival."""


@dataclass(frozen=True, slots=True)
class ArcDuty:
    """Duty on one unit."""

    importer: str
    origin: str
    customs_value: float
    """[money / unit] On the importer's basis."""
    amount: float
    """[money / unit] That the buyer pays."""
    layers: tuple[LayerMean, ...]
    specifics: tuple[float, ...]
    """[money / unit] Specific part of each layer."""
    borne_by_seller: bool
    unknown: bool


NO_DUTY = ArcDuty("", "", 0.0, 0.0, (), (), False, False)


@dataclass
class Tariffs:
    """Answers what duty is due, and remembers each question to the law."""

    lookups: Lookups
    faults: dict[tuple[str, str, str], Fault] = field(default_factory=dict)
    """(importer, code, what) -> fault."""
    _stacks: dict[LawKey, tuple[LayerMean, ...]] = field(default_factory=dict)
    _cuts: dict[Goods, tuple[float, ...]] = field(default_factory=dict)
    """Days on which the duty on goods may change."""

    def duty(
        self,
        lane: Lane,
        product: str,
        state: State,
        t: int,
        transit_days: float,
        value: float | None,
        freight: float,
        claim: Status | None = None,
        within: OpenQuota | None = None,
    ) -> ArcDuty:
        """Return the duty on a unit that leaves by a lane in period `t`.

        `value` [money / unit] is the transaction value (None: unknown), `freight` [money / unit] the lane's, `claim`
        the status under which preference is claimed, `within` the quota that the goods enter within.
        """
        lookups = self.lookups
        importer = lookups.importer(lane.from_site, lane.to_site)
        if not importer:
            return NO_DUTY
        origin = state.origin_for(importer)
        code = lookups.code(product, importer)
        basis = lookups.law.valuations.get(importer)
        goods = Goods(importer, code, origin, state.end_use)
        if claim is not None:
            facts = ((PARTY, claim.party),) if claim.party else ()
            goods = replace(goods, claim=claim.agreement, facts=facts)
        if within is None and quotas_on(lookups.law, importer, code):
            goods = entered(goods)
        window = lookups.calendar.arrival_window(t, transit_days)
        stack = self._stack(goods, window, None, within)
        based = 0.0
        if basis is not None:
            based = customs_value(basis.basis, value or 0.0, freight, lane.insurance * (value or 0.0))
            if based and value is not None and is_unknown(stack):
                # What compares a specific duty with the value (a top-up, a least price) is known with both.
                stack = self._stack(goods, window, self._amounts(product, basis.currency, t, based), within)
        if within is not None and is_unknown(stack):
            return ArcDuty(importer, origin, 0.0, 0.0, stack, tuple(0.0 for _ in stack), False, True)
        if not self._known(lane, product, importer, code, origin, stack, value) or basis is None:
            return ArcDuty(importer, origin, 0.0, 0.0, stack, tuple(0.0 for _ in stack), False, True)
        specifics = tuple(self._specific(layer, product, basis.currency, t) for layer in stack)
        total = sum(layer.rate * based + part for layer, part in zip(stack, specifics, strict=True))
        offer = lookups.offers.get(state.offer)
        borne = offer is not None and offer.duty_borne_by == "seller"
        return ArcDuty(importer, origin, based, 0.0 if borne else total, stack, specifics, borne, False)

    def _stack(
        self,
        goods: Goods,
        window: tuple[float, float],
        amounts: Amounts | None = None,
        quota: OpenQuota | None = None,
    ) -> tuple[LayerMean, ...]:
        """Return the layers of a question to the law, asked once."""
        if not goods.code:
            return ()
        if quota is not None:
            spells = quota.spells(goods, *window)
            if len(spells) > 1:
                return layers_of_spells(self.lookups.law, spells, amounts)
            goods = spells[0][0]
        cuts = self._cuts.get(goods)
        if cuts is None:
            cuts = self._cuts[goods] = turning_points(self.lookups.law, goods)
        before, within = bisect_right(cuts, window[0]), bisect_left(cuts, window[1])
        # Between two turning points all windows have one answer.
        key = (goods, amounts, float(before)) if before == within else (goods, amounts, *window)
        if key not in self._stacks:
            self._stacks[key] = layers(self.lookups.law, goods, *window, amounts)
        return self._stacks[key]

    def _amounts(self, product: str, currency: str, t: int, based: float) -> Amounts | None:
        """Return a unit of a product as an entry: its customs value in the importer's currency, and its mass."""
        rate = self.lookups.exchange(currency, t)
        if rate is None:
            return None
        mass = self.lookups.products[product].mass_kg
        quantities = (("unit", 1.0), *((("kg", mass),) if mass else ()))
        return Amounts(based * self.lookups.model.settings.money_unit / rate, quantities)

    def _known(
        self,
        lane: Lane,
        product: str,
        importer: str,
        code: str,
        origin: str,
        stack: tuple[LayerMean, ...],
        value: float | None,
    ) -> bool:
        """Return whether a duty can be computed; note what is missing if not."""
        unknown = sorted({layer.reason for layer in stack if layer.status == "unknown"})
        if not code:
            rule = f"product {product} crosses into {importer} and has no HS code"
            self._note(importer, product, "code", rule, "Give products.hs, or a row of table codes.")
        elif unknown:
            rule = f"duty of {importer} on {code} from {origin} is unknown: " + "; ".join(unknown)
            remedy = "Add a record to table base_rates or programmes of the model (evidence D if assumed)."
            self._note(importer, code, "rate", rule, remedy)
        elif value is None and any(layer.rate for layer in stack):
            rule = f"duty on {product} from {lane.from_site} to {lane.to_site} needs a transaction value"
            self._note(importer, product, "value", rule, "Add a row to table values.")
        elif importer not in self.lookups.law.valuations:
            rule = f"no valuation basis is known for {importer}"
            self._note(importer, "", "basis", rule, "Add a row to table valuations of the model.")
        else:
            return True
        return False

    def needs_value(self, lane: Lane, product: str) -> None:
        """Note that insurance or export tax has no value to be taken of."""
        rule = f"insurance or export tax on {product} from {lane.from_site} to {lane.to_site} needs a value"
        self._note(lane.from_site, product, "value", rule, "Add a row to table values.")

    def _specific(self, layer: LayerMean, product: str, currency: str, t: int) -> float:
        """[money / unit] Return the specific part of a layer in the model's money."""
        if not layer.specific:
            return 0.0
        rate = self.lookups.exchange(currency, t)
        if rate is None:
            self._note(currency, "", "fx", f"a specific duty is stated in {currency}", "Add it to table fx.")
            return 0.0
        mass = self.lookups.products[product].mass_kg
        if layer.specific_unit == "kg" and mass is None:
            self._note(product, "", "mass", f"a duty per kg falls on {product}", "Give products.mass_kg.")
            return 0.0
        if layer.specific_unit not in ("kg", "unit"):
            rule = f"a duty per {layer.specific_unit} falls on {product}, and tables give only its mass"
            self._note(product, layer.specific_unit, "unit", rule, "State the duty per unit in a record of the model.")
            return 0.0
        return specific_duty(layer.specific, layer.specific_unit, mass, rate, self.lookups.model.settings.money_unit)

    def _note(self, where: str, what: str, kind: str, rule: str, remedy: str) -> None:
        severity = Severity.ERROR
        if kind in ("rate", "code") and self.lookups.model.settings.unknown_duty == "exclude":
            severity = Severity.WARNING
            remedy += " The lanes concerned are left out (unknown_duty: exclude)."
        self.faults.setdefault(
            (where, what, kind + rule),
            Fault("law", None, "", "", f"{where} {what}".strip(), rule, remedy, severity),
        )
