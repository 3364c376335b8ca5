"""`dibao evaluate`: findings against a known truth."""

import csv

import pytest

from dibao.engine.errors import UsageError
from dibao.engine.evaluate import evaluate
from dibao.engine.findings import COLUMNS


def write(path, columns, rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def score(tmp_path):
    """Score findings against truth lines."""

    def run(truth: list[tuple], findings: list[dict]) -> dict:
        names = ("rule", "household_no", "id_no", "label")
        write(tmp_path / "truth.csv", names, [dict(zip(names, line, strict=True)) for line in truth])
        write(tmp_path / "findings.csv", COLUMNS, findings)
        return evaluate(tmp_path / "findings.csv", tmp_path / "truth.csv")

    return run


def finding(household_no: str = "", id_no: str = "", rule: str = "R01", excused: str = "") -> dict:
    return {"rule": rule, "household_no": household_no, "id_no": id_no, "excused": excused}


def figures(score) -> tuple:
    return score.planted, score.found, score.harmless, score.accused, score.unplanned


def test_a_planted_hit_is_found_by_household_person_or_both(score):
    truth = [("R01", "H1", "P1", "hit"), ("R01", "H2", "", "hit"), ("R01", "", "P3", "hit")]
    got = score(truth, [finding("H1", "P1"), finding("H2", "P2"), finding("", "P3")])
    assert figures(got["R01"]) == (3, 3, 0, 0, 0)


def test_another_person_of_the_household_is_not_the_one(score):
    got = score([("R01", "H1", "P1", "hit")], [finding("H1", "P9")])
    assert figures(got["R01"]) == (1, 0, 0, 0, 1)
    assert got["R01"].missed[0]["id_no"] == "P1" and got["R01"].extra[0]["id_no"] == "P9"


def test_another_rule_does_not_count(score):
    got = score([("R01", "H1", "", "hit")], [finding("H1", rule="R02")])
    assert figures(got["R01"]) == (1, 0, 0, 0, 0) and figures(got["R02"]) == (0, 0, 0, 0, 1)


def test_an_excused_finding_neither_finds_nor_accuses(score):
    got = score(
        [("R01", "H1", "", "hit"), ("R01", "H2", "", "exception")],
        [finding("H1", excused="X"), finding("H2", excused="X")],
    )
    assert figures(got["R01"]) == (1, 0, 1, 0, 0)


@pytest.mark.parametrize("label", ["exception", "near_miss"])
def test_an_exception_or_near_miss_that_is_reported_is_accused(score, label):
    got = score([("R01", "H1", "", label)], [finding("H1")])
    assert figures(got["R01"]) == (0, 0, 1, 1, 0)


def area_score(tmp_path, truth: list[tuple], findings: list[dict]):
    names = ("rule", "household_no", "id_no", "label", "area")
    write(tmp_path / "truth.csv", names, [dict(zip(names, line, strict=True)) for line in truth])
    write(tmp_path / "findings.csv", COLUMNS, findings)
    return evaluate(tmp_path / "findings.csv", tmp_path / "truth.csv")["R31"]


def test_a_finding_about_a_village_fits_the_truth_that_names_the_village(tmp_path):
    truth = [
        ("R31", "", "", "hit", "甲镇东村"),
        ("R31", "", "", "hit", "甲镇西村"),
        ("R31", "", "", "near_miss", "乙镇南村"),
    ]
    found = [finding(rule="R31") | {"area": area} for area in ("甲镇东村", "乙镇南村", "甲镇")]
    got = area_score(tmp_path, truth, found)
    assert figures(got) == (2, 1, 1, 1, 1) and got.extra[0]["area"] == "甲镇"


def test_a_household_of_the_village_is_not_the_village(tmp_path):
    got = area_score(tmp_path, [("R31", "", "", "hit", "甲镇东村")], [finding("H1", rule="R31") | {"area": "甲镇东村"}])
    assert figures(got) == (1, 0, 0, 0, 1)


def test_a_truth_without_a_column_for_areas_still_scores(score):
    got = score([("R31", "H1", "", "hit")], [finding("H1", rule="R31"), finding(rule="R31") | {"area": "甲镇东村"}])
    assert figures(got["R31"]) == (1, 1, 0, 0, 1)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError):
        evaluate(tmp_path / "a.csv", tmp_path / "b.csv")


def test_a_truth_without_its_columns_is_told(tmp_path):
    write(tmp_path / "truth.csv", ("rule", "household"), [{"rule": "R01", "household": "H1"}])
    write(tmp_path / "findings.csv", COLUMNS, [finding("H1")])
    with pytest.raises(UsageError, match="label"):
        evaluate(tmp_path / "findings.csv", tmp_path / "truth.csv")
