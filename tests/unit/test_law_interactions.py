"""How records work together: claims, coverage, exemptions, bundles, exclusions, and what each of them adds."""

from datetime import date

import pytest
from tests.unit.law_example import CELL, agreement, base, coverage, exempt, law, programme, special

from corridor.errors import UsageError
from corridor.law.goods import Amounts, Goods
from corridor.law.stack import stack

DAY = date(2026, 6, 1)


def asked(records, goods=CELL, day=DAY, amounts=None):
    """The total, and status and reason of each record."""
    found = stack(records, goods, day, amounts)
    return found, {(layer.programme, layer.record): layer for layer in found.layers}


def percent(records, goods=CELL, day=DAY, amounts=None):
    total = stack(records, goods, day, amounts).total_rate
    return None if total is None else round(100 * total, 9)


def cell(**more):
    return Goods("XX", "850760", "CN", **more)


# Claims.


def test_a_claim_replaces_the_base_rate_and_nothing_else():
    """The special rate counts, the base rate is switched off, the programme stays."""
    rates = law(base("8507", 0.034), special("PACT", "8507", 0.01), programme("A", "8507", 0.25), agreement("PACT"))
    found, layers = asked(rates, cell(claim="PACT"))
    assert found.total_rate == pytest.approx(0.26)
    assert layers["PACT", "8507_20260101"].rate == 0.01
    assert layers["MFN", "8507_20260101"].status == "switched_off"
    assert layers["MFN", "8507_20260101"].reason == "replaced by the claim of PACT"
    assert percent(rates) == 28.4


def test_a_claim_without_a_rate_changes_nothing_and_says_so():
    """No special rate of the code, or none on the day."""
    rates = law(
        base("8507", 0.034), special("PACT", "9018"), special("LATER", "8507", 0.0, valid_from=date(2027, 1, 1))
    )
    found, layers = asked(rates, cell(claim="PACT"))
    assert found.total_rate == 0.034
    assert "the claim of PACT changes nothing: no special rate of it is recorded for code 850760" in (
        layers["MFN", "8507_20260101"].reason
    )
    later = asked(rates, cell(claim="LATER"))[1]["MFN", "8507_20260101"]
    assert "does not hold on this day" in later.reason


def test_a_claim_of_no_agreement_of_the_importer_says_so():
    """The answer names the agreements there are."""
    rates = law(base("8507", 0.034), special("PACT", "9018"), agreement("OTHER"))
    found = stack(rates, cell(claim="NAFTA"), DAY)
    assert found.remarks == ("NAFTA is no agreement that can be claimed in XX: those recorded are OTHER, PACT",)
    assert found.total_rate == 0.034
    assert stack(rates, CELL, DAY).remarks == ()


def test_remarks_on_an_agreement():
    """Not in force on the day, and an origin that is no party."""
    rates = law(
        base("8507", 0.034),
        agreement("PACT", "XX;JP", in_force_from=date(2027, 1, 1)),
        agreement("DRAFT", "XX;CN"),
    )
    said = stack(rates, cell(claim="PACT"), DAY).remarks
    assert said[0] == "PACT is in force from 2027-01-01 on"
    assert "CN is no party to PACT" in said[1]
    assert stack(rates, cell(claim="DRAFT"), DAY).remarks == ("DRAFT is not known to be in force",)


def test_conditions_of_a_claim():
    """The longest line whose conditions hold counts; conditions that fail or are not known change nothing."""
    rates = law(
        base("8507", 0.034),
        special("PACT", "85", 0.02),
        special("PACT", "850760", 0.0, where="quota=CELLS"),
        special("STRICT", "8507", 0.0, where="shipped_from=JP"),
    )
    assert percent(rates, cell(claim="PACT", facts=(("quota", "CELLS"),))) == 0.0
    assert percent(rates, cell(claim="PACT", facts=(("quota", "NONE"),))) == 2.0
    found, layers = asked(rates, cell(claim="PACT"))
    assert (found.total_rate, found.status, found.evidence_needed) == (0.02, "needs_evidence", ("quota",))
    found, layers = asked(rates, cell(claim="STRICT"))
    assert (found.total_rate, found.evidence_needed) == (0.034, ("shipped_from",))
    assert "its conditions need evidence of shipped_from" in layers["MFN", "8507_20260101"].reason
    found, layers = asked(rates, cell(claim="STRICT", facts=(("shipped_from", "CN"),)))
    assert (found.total_rate, found.evidence_needed) == (0.034, ())
    assert "shipped_from=JP is not met" in layers["MFN", "8507_20260101"].reason


def test_base_rates_that_name_the_origin_come_first():
    """A column for some origins goes before the longest line for all; a member of a territory is one of its origins."""
    rates = law(base("85", 0.35, origins="KP;EU"), base("850760", 0.034))
    assert percent(rates, Goods("XX", "850760", "KP")) == 35.0
    assert percent(rates, Goods("XX", "850760", "DE")) == 35.0
    assert percent(rates) == 3.4
    assert ("MFN", "85_20260101_KP") in asked(rates, Goods("XX", "850760", "KP"))[1]


# Lists that were not read.


def test_a_list_that_was_not_read_is_unknown():
    """A programme read for some codes only is unknown for the others, whatever its records say of them."""
    rates = law(base("85", 0.0), programme("A", "8507;8541", 0.25), coverage("A", "8507"))
    assert percent(rates) == 25.0
    found, layers = asked(rates, Goods("XX", "854140", "CN"))
    assert found.total_rate is None
    assert layers["A", "LIST_NOT_READ"].reason.startswith("the list of A was not read for code 854140")


def test_a_list_that_was_not_read_matters_only_where_it_could_apply():
    """Of another origin, or after its end, the programme is not unknown."""
    rates = law(
        base("85", 0.0), programme("A", "8507", 0.25, origins="JP", valid_to=date(2026, 3, 1)), coverage("A", "8507")
    )
    assert percent(rates, Goods("XX", "854140", "CN")) == 0.0
    assert percent(rates, Goods("XX", "854140", "JP")) == 0.0
    assert percent(rates, Goods("XX", "854140", "JP"), date(2026, 2, 1)) is None


def test_a_list_that_was_not_read_does_not_matter_where_it_is_switched_off():
    """What is excluded anyway need not be read."""
    rates = law(base("85", 0.0), programme("A", "8507", 0.25), coverage("A", "8507"), exempt("FREE", "8541", "A"))
    assert percent(rates, Goods("XX", "854140", "CN")) == 0.0
    assert percent(rates, Goods("XX", "853200", "CN")) is None


# Exemptions and exclusions.


def test_an_exemption_switches_off_what_it_names():
    """Its record counts with a rate of 0 and says what it switches off; one that switches off nothing is no layer."""
    rates = law(base("8507", 0.034), programme("A", "8507", 0.25), exempt("FREE", "850760", "A;B"))
    found, layers = asked(rates)
    assert found.total_rate == 0.034
    assert (layers["FREE", "ONE"].status, layers["FREE", "ONE"].rate) == ("applied", 0.0)
    assert layers["FREE", "ONE"].reason.endswith("; switches off A")
    assert layers["A", "ONE"].reason == "switched off by record ONE of FREE"
    idle = asked(law(base("8507", 0.034), exempt("FREE", "850760", "A"), programme("A", "9018", 0.25)))[0]
    assert [layer.programme for layer in idle.layers if layer.rate is not None] == ["MFN"]


def test_a_programme_excludes_others_in_order():
    """A switches off B; B, being off, does not switch off C."""
    rates = law(
        base("8507"),
        programme("C", "8507", 0.04),
        programme("B", "8507", 0.02, excludes="C"),
        programme("A", "8507", 0.01, excludes="B"),
    )
    assert percent(rates) == 5.0


def test_a_record_never_excludes_its_own_programme():
    """Two records of a programme add up although one names the programme."""
    rates = law(
        base("8507"), programme("A", "8507", 0.01, record="X", excludes="A"), programme("A", "8507", 0.02, record="Y")
    )
    assert percent(rates) == 3.0


def test_what_an_exemption_switches_off_excludes_nothing():
    """With A exempted its exclusion of B is gone."""
    rates = law(
        base("8507"),
        programme("A", "8507", 0.25, excludes="B"),
        programme("B", "8507", 0.1),
        exempt("FREE", "8507", "A"),
    )
    assert percent(rates) == 10.0


def test_an_unknown_rate_still_excludes():
    """A measure whose rate is not known keeps others out: the answer names one unknown, not two."""
    rates = law(base("8507"), programme("A", "8507", None, excludes="B"), programme("B", "8507", 0.1))
    layers = asked(rates)[1]
    assert layers["A", "ONE"].status == "unknown"
    assert layers["B", "ONE"].status == "switched_off"


# Bundles.


def test_the_highest_of_a_bundle_counts():
    """Records of one bundle do not add up; an unknown rate counts as the highest."""
    one = {"bundle": "LISTS", "pick": "highest"}
    rates = [
        base("8507"),
        programme("A", "8507", 0.075, record="FOUR", **one),
        programme("A", "850760", 0.25, record="THREE", **one),
    ]
    found, layers = asked(law(*rates))
    assert found.total_rate == 0.25
    assert layers["A", "FOUR"].reason == "record THREE of A is the highest of bundle LISTS"
    assert percent(law(*rates, programme("A", "8507", None, record="FIVE", **one))) is None


def test_the_first_of_a_bundle_counts_and_the_others_exclude_nothing():
    """The least rank; what gives way within a bundle switches off nothing."""
    one = {"bundle": "METALS", "pick": "first"}
    rates = law(
        base("8507"),
        programme("CARS", "8507", 0.1, rank=1, **one),
        programme("STEEL", "8507", 0.5, rank=2, excludes="C", **one),
        programme("C", "8507", 0.03),
    )
    assert percent(rates) == 13.0


def test_the_highest_of_specific_duties_needs_amounts():
    """Without value and weight nobody knows which is higher, unless one is higher whatever they are."""
    one = {"bundle": "LISTS", "pick": "highest"}
    rates = law(
        base("8507"),
        programme("A", "8507", 0.1, record="RATE", **one),
        programme("A", "8507", None, record="KG", specific=2.0, specific_unit="kg", **one),
    )
    assert percent(rates) is None
    found = stack(rates, CELL, DAY, Amounts(100.0, (("kg", 6.0),)))
    assert found.specifics == (("kg", 2.0),)
    assert found.total_duty == 12.0
    assert stack(rates, CELL, DAY, Amounts(100.0, (("kg", 4.0),))).total_duty == 10.0
    plain = law(
        base("8507"),
        programme("A", "8507", 0.1, record="LESS", specific=1.0, specific_unit="kg", **one),
        programme("A", "8507", 0.2, record="MORE", specific=1.0, specific_unit="kg", **one),
    )
    assert stack(plain, CELL, DAY).total_rate == 0.2


# Evidence.


def test_what_is_presumed_to_apply_counts_and_needs_evidence():
    """Without the fact the record counts; with it, it counts or does not."""
    rates = law(base("8507", 0.03), programme("A", "8507", 0.5, where="melt_pour!=US"))
    found, layers = asked(rates)
    assert (found.total_rate, found.status, found.evidence_needed) == (0.53, "needs_evidence", ("melt_pour",))
    assert layers["A", "ONE"].status == "needs_evidence"
    assert layers["A", "ONE"].reason.endswith("evidence of melt_pour decides")
    assert percent(rates, cell(facts=(("melt_pour", "CN"),))) == 53.0
    found, layers = asked(rates, cell(facts=(("melt_pour", "US"),)))
    assert (found.total_rate, found.status) == (0.03, "applied")
    assert layers["A", "ONE"].reason == "record ONE does not apply: melt_pour!=US is not met (melt_pour is US)"


def test_what_is_presumed_not_to_apply_says_which_evidence_decides():
    """It is not in the total, and the answer needs evidence all the same."""
    rates = law(base("8507", 0.03), exempt("FREE", "8507", "A", where="melt_pour=US", presumed="not"),
                programme("A", "8507", 0.5))  # fmt: skip
    found, layers = asked(rates)
    assert (found.total_rate, found.status, found.evidence_needed) == (0.53, "needs_evidence", ("melt_pour",))
    free = layers["FREE", "ONE"]
    assert (free.status, free.evidence_needed) == ("not_in_scope", ("melt_pour",))
    assert free.reason == "record ONE is presumed not to apply: evidence of melt_pour decides"
    assert percent(rates, cell(facts=(("melt_pour", "US"),))) == 3.0


def test_evidence_on_what_is_switched_off_is_not_asked_for():
    """If the programme is exempted, its facts do not matter."""
    rates = law(base("8507"), programme("A", "8507", 0.5, where="melt_pour!=US"), exempt("FREE", "8507", "A"))
    assert (stack(rates, CELL, DAY).status, stack(rates, CELL, DAY).evidence_needed) == ("applied", ())


# What records add.


@pytest.mark.parametrize(("general", "added"), [(0.04, 0.11), (0.15, 0.0), (0.20, 0.0)])
def test_a_top_up_adds_what_the_base_lacks(general, added):
    """Column 1 of 4, 15 and 20 %: 11, 0 and 0 points are added (trade_facts T30)."""
    rates = law(base("8507", general), programme("UP", "8507", 0.15, semantics="floor_total"))
    assert asked(rates)[1]["UP", "ONE"].rate == pytest.approx(added, abs=1e-12)


def test_a_top_up_over_the_general_or_the_claimed_rate():
    """With a claim of 1 % over a general 4 %, a floor of 15 % adds 11 or 14 points."""
    rates = [base("8507", 0.04), special("PACT", "8507", 0.01)]
    for counted, added in (("general", 0.11), ("claimed", 0.14)):
        up = programme("UP", "8507", 0.15, semantics="floor_total", floor_base=counted)
        layers = asked(law(*rates, up), cell(claim="PACT"))[1]
        assert layers["UP", "ONE"].rate == pytest.approx(added, abs=1e-12)


def test_top_up_over_a_specific_duty():
    """1.9 cents/kg on 20,000 kg worth 10,000: 380; a floor of 12.5 % adds 870 (T05). Without amounts it is unknown."""
    rates = law(
        base("8507", specific=0.019, specific_unit="kg"), programme("UP", "8507", 0.125, semantics="floor_total")
    )
    found, layers = asked(rates, amounts=Amounts(10000.0, (("kg", 20000.0),)))
    assert layers["MFN", "8507_20260101"].amount == pytest.approx(380.0)
    assert layers["UP", "ONE"].amount == pytest.approx(870.0)
    assert found.total_duty == pytest.approx(1250.0)
    unknown = asked(rates)[1]["UP", "ONE"]
    assert unknown.status == "unknown"
    assert "needs the value and the weight" in unknown.reason
    assert asked(rates, amounts=Amounts(10000.0, (("t", 20.0),)))[0].total_duty == pytest.approx(1250.0)


def test_a_top_up_below_the_ad_valorem_part_needs_no_amounts():
    """Where the rate alone reaches the floor, the specific part does not matter."""
    rates = law(
        base("8507", 0.2, specific=1.0, specific_unit="kg"), programme("UP", "8507", 0.15, semantics="floor_total")
    )
    assert asked(rates)[1]["UP", "ONE"].rate == 0.0


def test_a_cap_on_the_total():
    """25 % with a cap of 40 % together with a base of 3, 20 and 50 %: 25, 20 and 0."""
    for general, added in ((0.03, 0.25), (0.2, 0.2), (0.5, 0.0)):
        rates = law(base("8507", general), programme("A", "8507", 0.25, semantics="cap_total", cap=0.4))
        assert asked(rates)[1]["A", "ONE"].rate == pytest.approx(added, abs=1e-12)


@pytest.mark.parametrize(("semantics", "rate"), [("floor_total", 0.15), ("cap_total", 0.25)])
def test_what_depends_on_an_unknown_base_is_unknown(semantics, rate):
    """Neither a top-up nor a cap can be told without the base duty."""
    found, layers = asked(law(programme("UP", "8507", rate, semantics=semantics, cap=0.4)))
    assert found.total_rate is None
    assert "depends on it, and it is not known" in layers["UP", "ONE"].reason


def test_a_cap_over_a_specific_duty():
    """0.5 per kg on 60 kg worth 100 is 30 %; 25 % with a cap of 40 % adds 10; without amounts it is unknown."""
    rates = law(
        base("8507", specific=0.5, specific_unit="kg"),
        programme("A", "8507", 0.25, semantics="cap_total", cap=0.4),
    )
    assert asked(rates, amounts=Amounts(100.0, (("kg", 60.0),)))[1]["A", "ONE"].rate == pytest.approx(0.1)
    assert asked(rates)[1]["A", "ONE"].status == "unknown"


def test_a_claim_counts_where_no_base_rate_is_recorded():
    """The special rate is the base duty then, and the answer is known."""
    found, layers = asked(law(special("PACT", "8507", 0.01)), cell(claim="PACT"))
    assert found.total_rate == 0.01
    assert list(layers) == [("PACT", "8507_20260101")]


def test_a_least_price():
    """21 per kg at a price of 15: 6 per kg; at 30: nothing; without amounts unknown."""
    row = programme("FLOOR", "8507", None, semantics="min_price", specific=21.0, specific_unit="kg")
    rates = law(base("8507"), row)
    assert stack(rates, CELL, DAY, Amounts(150.0, (("kg", 10.0),))).total_duty == pytest.approx(60.0)
    assert stack(rates, CELL, DAY, Amounts(300.0, (("kg", 10.0),))).total_duty == 0.0
    assert percent(rates) is None


@pytest.mark.parametrize(("combine", "duty"), [("sum", 250.0), ("higher", 200.0), ("lower", 50.0)])
def test_compound_and_mixed_duties(combine, duty):
    """1 per kg on 200 kg, or 5 % of 1,000: both are 250 (T09), the higher 200, the lower 50."""
    rates = law(base("8507", 0.05, specific=1.0, specific_unit="kg", combine=combine))
    assert stack(rates, CELL, DAY, Amounts(1000.0, (("kg", 200.0),))).total_duty == pytest.approx(duty)
    assert (stack(rates, CELL, DAY).total_rate is None) == (combine != "sum")


def test_a_rebate_is_taken_off():
    """A rebate of 9 % lowers the total."""
    assert percent(law(base("8507", 0.03), programme("BACK", "8507", 0.02, semantics="rebate"))) == 1.0


@pytest.mark.parametrize(
    ("origin", "steel", "total"),
    [("CN", True, 58.5), ("CN", False, 42.5), ("CA", True, 39.0), ("CA", False, 35.0)],
)
def test_shares_of_the_content(origin, steel, total):
    """Metal share 0.6 under the rules before April 2026 (T11): .25 is stated on full value, .4 scales the others."""
    rest = {"charged_on": "rest:metal_value_share"} if steel else {}
    fentanyl = {} if origin == "CN" else rest
    rates = [
        base("7326"),
        programme("RECIPROCAL", "*", 0.1, **rest),
        programme("FENTANYL", "*", 0.2, **fentanyl),
        programme("S122", "*", 0.05, **rest),
    ]
    rates += [programme("METALS", "7326", 0.25)] if steel else []
    rates += [programme("LISTS", "*", 0.075, origins="CN")]
    goods = Goods("XX", "732690", origin, facts=(("metal_value_share", "0.6"),))
    assert percent(law(*rates), goods) == pytest.approx(total)


def test_a_share_that_is_not_known_is_charged_in_full_and_needs_evidence():
    """The whole value is charged until the share is proved."""
    rates = law(base("8507"), programme("A", "8507", 0.5, charged_on="share:metal_value_share"))
    found, layers = asked(rates)
    assert (found.total_rate, found.evidence_needed) == (0.5, ("metal_value_share",))
    found, layers = asked(rates, cell(facts=(("metal_value_share", "0.3"),)))
    assert (found.total_rate, layers["A", "ONE"].charged_share) == (0.15, 0.3)


# Annulled measures, and the other side.


def test_an_annulled_measure_is_assessed_at_risk_and_void_after_its_end():
    """While it held it counts, as duty at risk; after its end it is void, others are switched off."""
    end = date(2026, 2, 19)
    rates = law(
        base("8507", 0.034),
        programme("ANNULLED", "8507", 0.2, valid_to=end, refund="refundable"),
        programme("ENDED", "8507", 0.1, valid_to=end),
    )
    before = stack(rates, CELL, end)
    assert (before.total_rate, before.at_risk) == (pytest.approx(0.334), 0.2)
    found, layers = asked(rates, day=date(2026, 2, 20))
    assert (found.total_rate, found.at_risk) == (0.034, 0.0)
    assert layers["ANNULLED", "ONE"].status == "void"
    assert layers["ANNULLED", "ONE"].reason == ("ended on 2026-02-19; what was assessed until then is refundable")
    assert layers["ENDED", "ONE"].status == "switched_off"


def test_measures_of_the_exporting_country_are_no_duty_on_entry():
    """Side export is neither in the total nor among what was considered."""
    rates = law(base("8507", 0.034), programme("TAX", "8507", 0.15, side="export"))
    found, layers = asked(rates)
    assert (found.total_rate, len(layers)) == (0.034, 1)


def test_a_value_of_nothing_is_refused():
    """Nothing can be a share of no value."""
    with pytest.raises(UsageError, match="above 0"):
        Amounts(0.0)
