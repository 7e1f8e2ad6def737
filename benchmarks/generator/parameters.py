"""How large a generated network is, how dense, and what may be decided in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Kind = Literal["lp", "mip"]
"""lp: no fixed cost, least quantity, lot or count anywhere; mip: a share of all plants, lanes and offers has one."""


@dataclass(frozen=True)
class Parameters:
    """Everything that a generated network depends on. Sites and products that nobody uses are left out of it."""

    name: str
    """Name of the instance: small letters, digits, underscores."""
    suppliers: int
    """[sites] That sell raw materials."""
    processors: int
    """[sites] That turn raw materials into materials."""
    makers: int
    """[sites] That make components of materials."""
    plants: int
    """[sites] That assemble components to final products."""
    depots: int
    """[sites] Between plants and the markets of their region."""
    markets: int
    """[sites] That want final products."""
    raws: int
    """[products] Raw materials."""
    materials: int
    """[products] Materials."""
    components: int
    """[products] Components."""
    finals: int
    """[products] Final products."""
    periods: int
    """[quarters] From the first quarter of 2027 on."""
    assortment: int = 2
    """[products / site] That a supplier, processor or maker offers; a plant makes one more."""
    sources: int = 3
    """[sites] From which a site takes each part, where so many offer it."""
    second_routes: float = 0.3
    """[1] Share of the pairs of sites with a second way, such as by air."""
    inheriting: float = 0.4
    """[1] Share of the component processes that confer no origin, so that several origins travel on."""
    tightness: float = 1.45
    """[1] Capacity over what an even plan needs, on average."""
    decisions: float = 0.3
    """[1] Share of plants, lanes and offers with something to decide, if `kind` is mip."""
    kind: Kind = "lp"
    """Whether anything is decided besides quantities."""
    seed: int = 1
    """Seed of every draw."""

    def __post_init__(self) -> None:
        """Refuse numbers with which a product would be offered by fewer than two sites. Raises ValueError."""
        for sites, products, each in (
            (self.suppliers, self.raws, self.assortment),
            (self.processors, self.materials, self.assortment),
            (self.makers, self.components, self.assortment),
            (self.plants, self.finals, self.assortment + 1),
        ):
            if sites * min(each, products) < 2 * products:
                raise ValueError(
                    f"{sites} sites with {each} products each do not offer {products} products twice: "
                    "take more sites, a larger assortment or fewer products"
                )


PRESETS: Mapping[str, Parameters] = {
    made.name: made
    for made in (
        Parameters(
            name="k3", suppliers=8, processors=4, makers=4, plants=3, depots=1, markets=3,
            raws=5, materials=4, components=4, finals=2, periods=4, decisions=0.33,
        ),
        Parameters(
            name="k10", suppliers=14, processors=7, makers=7, plants=4, depots=1, markets=5,
            raws=8, materials=6, components=6, finals=3, periods=6,
        ),
        Parameters(
            name="k100", suppliers=62, processors=26, makers=24, plants=12, depots=3, markets=18,
            raws=22, materials=18, components=18, finals=8, periods=12,
        ),
        Parameters(
            name="m1", suppliers=290, processors=110, makers=92, plants=40, depots=6, markets=58,
            raws=54, materials=46, components=44, finals=17, periods=22,
        ),
        Parameters(
            name="m4", suppliers=640, processors=244, makers=198, plants=84, depots=10, markets=122,
            raws=90, materials=80, components=80, finals=26, periods=30,
        ),
    )
}  # fmt: skip
"""Presets, named by the columns of their program after pruning. As kind lp with seed 1 they have 3,051 (k3),
9,980 (k10), 97,397 (k100), 992,888 (m1) and 3,971,219 (m4) columns. Another seed changes that by up to a fifth; kind
mip adds less than a tenth (both seen up to k100). Expanding m4 takes ten gigabytes and some minutes."""


def preset(name: str, kind: Kind = "lp", seed: int = 1) -> Parameters:
    """Return the parameters of a preset. Raises KeyError for a name that is not in `PRESETS`."""
    return replace(PRESETS[name], kind=kind, seed=seed)
