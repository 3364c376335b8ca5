"""The order of visits: what a visit is likely to be worth."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks.made_up import RULEBOOK, TRIAGE

from dibao.engine.errors import RulebookError
from dibao.engine.rules.model import KINDS, SEVERITIES
from dibao.engine.triage import TIERS, load_triage
from dibao.engine.workbooks import ShownFinding

PATH = RULEBOOK / "parameters/triage.toml"
SUMS = st.one_of(st.none(), st.integers(-9_000_000, 9_000_000))


def found(rule="R20", kind="inclusion", severity="B", amount_fen=None, **more) -> ShownFinding:
    """An open suspicion."""
    return ShownFinding("f" * 20, rule, "某事", kind, severity, "township", "说明", amount_fen=amount_fen, **more)


FINDINGS = st.builds(
    found,
    rule=st.sampled_from(("R01", "R05", "R20", "R56", "R72", "X01")),
    kind=st.sampled_from(KINDS),
    severity=st.sampled_from(SEVERITIES),
    amount_fen=SUMS,
    tier=st.sampled_from(("", *TIERS)),
    excused=st.sampled_from(("", "", "LAWFUL")),
)


@given(st.lists(FINDINGS, max_size=6), FINDINGS)
def test_another_suspicion_never_puts_a_household_further_back(before, one):
    assert TRIAGE.value([*before, one]) >= TRIAGE.value(before)
    assert TRIAGE.rank([*before, one]) <= TRIAGE.rank(before)


@given(st.lists(FINDINGS, max_size=6), FINDINGS, st.sampled_from(("excused", "area")))
def test_what_the_law_excuses_and_what_is_about_an_area_changes_nothing(before, one, how):
    idle = replace(one, excused="LAWFUL") if how == "excused" else replace(one, kind="area")
    assert TRIAGE.rank([*before, idle]) == TRIAGE.rank(before)


@given(st.lists(FINDINGS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(findings, rng):
    shuffled = rng.sample(findings, len(findings))
    assert TRIAGE.rank(shuffled) == TRIAGE.rank(findings)


@given(st.sampled_from(SEVERITIES), st.sampled_from(("", *TIERS)), SUMS)
def test_an_omission_weighs_as_much_as_a_wrong_inclusion(severity, tier, amount):
    wrong, missed = (
        found(rule, kind, severity, amount, tier=tier) for rule, kind in (("R20", "inclusion"), ("R56", "exclusion"))
    )
    assert TRIAGE.worth(wrong) == TRIAGE.worth(missed) > 0


@given(st.integers(0, 9_000_000), st.sampled_from(("R17", "R72")))
def test_underpaid_weighs_as_much_as_overpaid(amount, rule):
    assert TRIAGE.worth(found(rule, "amount", amount_fen=amount)) == TRIAGE.worth(
        found(rule, "amount", amount_fen=-amount)
    )


@given(st.lists(FINDINGS.filter(lambda f: f.severity != "A"), max_size=8))
def test_severity_a_comes_before_any_number_of_weaker_suspicions(weaker):
    assert TRIAGE.rank([found(severity="A", tier="T5", amount_fen=0)]) < TRIAGE.rank(weaker)


@pytest.mark.parametrize("factor", ["severity", "tier", "money", "precision"])
def test_each_factor_moves_a_household(factor):
    weak = found(severity="C", tier="T4", amount_fen=100_000)
    changed = {
        "severity": {"severity": "B"}, "tier": {"tier": "T1"}, "money": {"amount_fen": 200_000}, "precision": {"rule": "R05"},
    }  # fmt: skip
    assert TRIAGE.worth(replace(weak, **changed[factor])) > TRIAGE.worth(weak)


def test_money_counts_up_to_a_limit():
    most = TRIAGE.most_fen
    assert TRIAGE.worth(found(amount_fen=most)) == TRIAGE.worth(found(amount_fen=9 * most))
    assert TRIAGE.worth(found(amount_fen=most - 100)) < TRIAGE.worth(found(amount_fen=most))


def test_the_suspicion_that_gives_the_place_leads():
    grave = found("R10", severity="A", amount_fen=10_000)
    rich = found("R72", severity="B", amount_fen=-3_000_000)
    assert TRIAGE.worth(rich) > TRIAGE.worth(grave)
    assert TRIAGE.lead([rich, grave]) is grave
    assert TRIAGE.lead([rich, found("R20")]) is rich


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rules = ["R72", "R73"]', 'rules = ["R72", "R01"]'),
        ('kinds = ["relation"]', 'kinds = ["relation", "payment"]'),
        ('kinds = ["procedure"]', ""),
        ("A = 4.0", ""),
        ("C = 1.0", "C = 0.0"),
        ("share = 0.9", "share = 1.1"),
        ("further = 0.5", "further = 1.5"),
        ("double_yuan = 10000", "double_yuan = 0"),
    ],
)
def test_a_file_of_weights_that_would_turn_the_order_round_is_refused(tmp_path, old, new):
    text = PATH.read_text("utf-8")
    assert text.count(old) == 1
    path = tmp_path / "triage.toml"
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(RulebookError, match=r"^triage\.toml"):
        load_triage(path)
