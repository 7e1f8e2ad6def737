"""Elections: content that a law averages over everything that is made of some goods, all or nothing."""

from __future__ import annotations

from typing import ClassVar

from corridor.schema.row import Code, Codes, Per, SourcedRow


class Election(SourcedRow):
    """A choice to average the content of all that a site makes of some products in a window, claimed or not.

    Under the scheme no lot of these products has a test of content of its own. Whoever claims on their content elects:
    then the tests hold over all lots together.
    """

    TABLE: ClassVar[str] = "elections"
    KEY: ClassVar[tuple[str, ...]] = ("election",)

    election: Code
    """Name of the election, such as the model line."""
    scheme: Code
    """Agreement or content rule whose tests of content it averages."""
    site: Code
    products: Codes = "*"
    """Products that are averaged together; `*`: all that the site makes."""
    per: Per = "year"
    """What is averaged over: each period, each calendar year of the horizon (by the first day of periods), or all of
    it. The law's fiscal year has to be cut so by the periods."""
