"""The default run folder changes with everything that a run depends on."""

from pathlib import Path

import pytest
from tests.analytic.building import EXACT, goods, model, sites

from corridor.pipeline import place
from corridor.pipeline.place import default_folder, instance_hash
from corridor.reference.load import reference_files

MODEL = model(sites(A="US"), goods("PART"))


def test_the_name_of_the_model_and_a_hash():
    """runs/<model>-<eight digits>."""
    assert default_folder(MODEL, EXACT) == Path("runs") / f"example-{instance_hash(MODEL, EXACT)}"


def test_options_change_the_hash():
    """Another gap is another run."""
    assert instance_hash(MODEL, EXACT) != instance_hash(MODEL, EXACT.model_copy(update={"gap": 0.5}))


def test_reference_records_change_the_hash(monkeypatch: pytest.MonkeyPatch):
    """A new revision of the law data is another run."""
    before = instance_hash(MODEL, EXACT)
    monkeypatch.setattr(place, "reference_files", lambda: {**reference_files(), "data/base_rates.csv": "another"})
    assert instance_hash(MODEL, EXACT) != before
