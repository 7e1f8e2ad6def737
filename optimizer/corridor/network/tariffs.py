"""Duty on an arc: the layers of the law, averaged over the arrival window, as money per unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from corridor.errors import Fault, Severity
from corridor.law.duty import layers
from corridor.law.layers import Goods, LayerMean
from corridor.law.valuation import customs_value, specific_duty
from corridor.network.lookups import Lookups
from corridor.network.states import State
from corridor.schema.moving import Lane

LawKey = tuple[str, str, str, str, float, float]


@dataclass(frozen=True)
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

    def duty(
        self,
        lane: Lane,
        product: str,
        state: State,
        t: int,
        transit_days: float,
        value: float | None,
        freight: float,
    ) -> ArcDuty:
        """Return the duty on a unit that leaves by a lane in period `t`.

        `value` [money / unit] is the transaction value (None: unknown), `freight` [money / unit] the lane's.
        """
        lookups = self.lookups
        importer = lookups.importer(lane.from_site, lane.to_site)
        if not importer:
            return NO_DUTY
        code = lookups.code(product, importer)
        if not code:
            self._note(
                importer,
                product,
                "code",
                f"product {product} crosses into {importer} and has no HS code",
                "Give products.hs, or a row of table codes.",
            )
            return ArcDuty(importer, state.origin_for(importer), 0.0, 0.0, (), (), False, True)
        origin = state.origin_for(importer)
        begin, end = lookups.calendar.arrival_window(t, transit_days)
        key = (importer, code, origin, state.end_use, begin, end)
        if key not in self._stacks:
            self._stacks[key] = layers(lookups.law, Goods(importer, code, origin, state.end_use), begin, end)
        stack = self._stacks[key]
        unknown = [layer for layer in stack if layer.status == "unknown"]
        if unknown:
            self._note(
                importer,
                code,
                "rate",
                f"duty of {importer} on {code} from {origin} is unknown: "
                + "; ".join(sorted({layer.reason for layer in unknown})),
                "Add a record to table base_rates or programmes of the model (evidence D if assumed).",
            )
            return ArcDuty(importer, origin, 0.0, 0.0, stack, tuple(0.0 for _ in stack), False, True)
        if value is None:
            if any(layer.rate for layer in stack):
                self._note(
                    importer,
                    product,
                    "value",
                    f"duty on {product} from {lane.from_site} to {lane.to_site} needs a transaction value",
                    "Add a row to table values.",
                )
                return ArcDuty(importer, origin, 0.0, 0.0, stack, tuple(0.0 for _ in stack), False, True)
            value = 0.0
        basis = lookups.law.valuations.get(importer)
        if basis is None:
            self._note(
                importer,
                "",
                "basis",
                f"no valuation basis is known for {importer}",
                "Add a row to table valuations of the model.",
            )
            return ArcDuty(importer, origin, 0.0, 0.0, stack, tuple(0.0 for _ in stack), False, True)
        based = customs_value(basis.basis, value, freight, lane.insurance * value)
        specifics = tuple(self._specific(layer, product, basis.currency, t) for layer in stack)
        total = sum(layer.rate * based + part for layer, part in zip(stack, specifics, strict=True))
        offer = lookups.offers.get(state.offer)
        borne = offer is not None and offer.duty_borne_by == "seller"
        return ArcDuty(importer, origin, based, 0.0 if borne else total, stack, specifics, borne, False)

    def _specific(self, layer: LayerMean, product: str, currency: str, t: int) -> float:
        """[money / unit] Return the specific part of a layer in the model's money."""
        if not layer.specific:
            return 0.0
        settings = self.lookups.model.settings
        rate = 1.0
        if currency != settings.currency:
            row = self.lookups.exchange_rates.find(currency, self.lookups.calendar.codes[t])
            if row is None:
                self._note(currency, "", "fx", f"a specific duty is stated in {currency}", "Add it to table fx.")
                return 0.0
            rate = row.rate
        mass = self.lookups.products[product].mass_kg
        if layer.specific_unit == "kg" and mass is None:
            self._note(product, "", "mass", f"a duty per kg falls on {product}", "Give products.mass_kg.")
            return 0.0
        return specific_duty(layer.specific, layer.specific_unit, mass, rate, settings.money_unit)

    def _note(self, where: str, what: str, kind: str, rule: str, remedy: str) -> None:
        severity = Severity.ERROR
        if kind in ("rate", "code") and self.lookups.model.settings.unknown_duty == "exclude":
            severity = Severity.WARNING
            remedy += " The lanes concerned are left out (unknown_duty: exclude)."
        self.faults.setdefault(
            (where, what, kind + rule),
            Fault("law", None, "", "", f"{where} {what}".strip(), rule, remedy, severity),
        )
