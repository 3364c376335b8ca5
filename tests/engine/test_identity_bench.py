"""The bar of the identity benchmark, on fewer pairs than bench/identity.py takes."""

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def bench(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    import identity

    yield identity
    sys.modules.pop("identity")


def test_what_is_linked_without_asking_is_right_and_nearly_all(bench):
    pairs = bench.make_pairs(3000, 7)
    found = bench.figures([bool(p.same) for p in pairs], bench.ours(pairs))
    assert found["precision"] >= 0.995
    assert found["recall"] >= 0.965  # the bar is 97 % over 6,000 pairs; a third of them has a wider spread


def test_a_join_on_the_number_as_typed_is_far_behind(bench):
    pairs = bench.make_pairs(1000, 7)
    assert bench.figures([bool(p.same) for p in pairs], bench.exact(pairs))["recall"] < 0.6
