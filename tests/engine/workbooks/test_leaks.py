"""Nothing travels down that a township must not see, in any part of its file."""

import re
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from dibao.engine.workbooks import HouseholdInfo, ShownFinding, write_workbooks
from workbooks.made_up import ILLNESSES, RULES, TOWNS, UNITS, made_up_result, row
from workbooks.reading import everything


@pytest.fixture(scope="module")
def result():
    return made_up_result()


@pytest.fixture(scope="module")
def files(result, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    write_workbooks(out, result)
    return out


@pytest.fixture(scope="module")
def down(files):
    return {path.stem: everything(path) for path in (files / "下发").iterdir()}


def test_every_township_gets_one_file(down):
    assert set(down) == set(TOWNS)


def test_no_restricted_finding_leaves_a_word_in_a_township_file(result, down):
    restricted = [f for f in result.findings if f.audience in ("county", "discipline")]
    assert len(restricted) > 10
    words = {w for f in restricted for w in (f.finding_id, f.finding_group, f.explanation, f.title)}
    words |= {"万某某", "村支书", "经办人员近亲属", "干部名册", "县级专办", "纪检", *UNITS}
    for text in down.values():
        assert [w for w in words if w in text] == []


def test_no_restricted_finding_is_in_the_common_county_workbook(result, files):
    text = everything(files / "疑点清单（县级）.xlsx")
    restricted = [f for f in result.findings if f.audience in ("county", "discipline")]
    words = {w for f in restricted for w in (f.finding_id, f.explanation, f.title)} | {"万某某", "干部名册"}
    assert [w for w in words if w in text] == []


def test_no_full_number_is_in_a_township_file(result, down):
    known = [f.id_no for f in result.findings] + [h.head_id_no for h in result.households.values()]
    accounts = [e["fields"].get("account") for f in result.findings for e in f.evidence]
    for text in down.values():
        assert [n for n in known + accounts if n and n in text] == []
        assert re.findall(r"(?<![0-9a-f.])\d{17}[\dX](?![0-9a-f])", text) == []


def test_no_department_value_is_in_a_township_file(result, down):
    raw = {
        v
        for f in result.findings
        for e in f.evidence
        if e["table"] in ("vehicle", "death", "medical", "disability")
        for v in spellings(e)
    }
    assert len(raw) > 20
    for text in down.values():
        assert [v for v in raw | set(ILLNESSES) if v in text] == []


def spellings(evidence: dict) -> set[str]:
    """A department's values as they might be written."""
    texts = {evidence["file"], evidence["file"].split("/")[-1]}
    for name, value in evidence["fields"].items():
        if isinstance(value, date):
            texts |= {value.isoformat(), f"{value.year}年{value.month}月{value.day}日", value.strftime("%Y.%m.%d")}
        elif isinstance(value, int):
            texts |= {str(value), f"{value / 100:.2f}", f"{value / 100:,.2f}"}
        elif name not in ("name", "vehicle_type"):
            texts.add(str(value))
    return texts


def test_no_explanation_with_values_is_in_a_township_file(result, down):
    for text in down.values():
        assert [f.explanation for f in result.findings if f.explanation in text] == []


def test_a_township_reads_the_sentence_written_for_it(result, down):
    told = [f for f in result.findings if f.explanation_down and f.township and not f.excused]
    assert told and all(f.explanation_down in down[f.township] for f in told)


def test_each_township_sees_its_own_findings_only(result, down):
    for town, text in down.items():
        mine = {
            f.finding_id
            for f in result.findings
            if f.township == town and f.audience in ("village", "township") and not f.excused
        }
        others = {f.finding_id for f in result.findings} - mine
        assert all(i in text for i in mine)
        assert [i for i in others if i in text] == []
        assert [t for t in TOWNS if t != town and t in text] == []


def test_a_household_of_another_township_takes_none_of_its_data_along(tmp_path):
    home = HouseholdInfo("钱远方", "990110195001011234", "沙溪乡", "上坝村", "沙溪乡上坝村3组", "19900001111")
    finding = ShownFinding(
        "a" * 20,
        "R05",
        "重复享受低保",
        "inclusion",
        "A",
        "township",
        "说明",
        household_no="QX00001",
        home="1",
        township="云岭镇",
        name="孙本地",
    )
    result = replace(made_up_result(0), findings=[finding], households={"1": home})
    text = everything(write_workbooks(tmp_path, result)[2])
    assert "孙本地" in text
    assert [w for w in ("钱远方", "沙溪乡", "上坝村", "19900001111") if w in text] == []


def test_lists_of_cadres_and_leads_are_not_named_as_evidence_downwards(tmp_path):
    evidence = [
        row("external_lead", "纪委移送.xlsx", "s", 3, {"reason": "村干部亲属"}),
        row("cadre", "c.xlsx", "s", 4, {"name": "万某某"}),
    ]
    finding = ShownFinding(
        "b" * 20,
        "R05",
        "重复享受低保",
        "inclusion",
        "A",
        "township",
        "说明",
        household_no="1",
        township="云岭镇",
        evidence=evidence,
    )
    county, _, township = write_workbooks(tmp_path, replace(made_up_result(0), findings=[finding]))
    for text in (everything(county), everything(township)):
        assert [w for w in ("纪委", "监督平台", "万某某", "村干部") if w in text] == []


@pytest.mark.parametrize(
    ("table", "shown"), [("pension", "1万—5万元"), ("orphan", "1万—5万元"), ("roster", "13,000.17元")]
)
def test_a_sum_is_exact_only_where_our_own_books_alone_show_it(tmp_path, table, shown):
    evidence = [
        row("payment", "发放.xlsx", "s", 3, {"amount_fen": 62100}),
        row(table, "x.xlsx", "s", 4, {"name": "孙本地"}),
    ]
    finding = ShownFinding(
        "e" * 20, "R05", "重复享受低保", "inclusion", "A", "township", "说明", household_no="1", township="云岭镇",
        amount_fen=1_300_017, evidence=evidence,
    )  # fmt: skip
    down = everything(write_workbooks(tmp_path, replace(made_up_result(0), findings=[finding]))[2])
    assert shown in down and ("13,000.17" in down) == (table == "roster")


def test_an_id_hidden_in_free_text_is_masked(tmp_path):
    home = HouseholdInfo(
        "赵六", "990110195001011234", "云岭镇", "上坝村", "上坝村（证号990110195001011234，卡6230123412341234123）", ""
    )
    finding = ShownFinding(
        "c" * 20,
        "R05",
        "重复享受低保",
        "inclusion",
        "A",
        "township",
        "说明",
        household_no="9",
        home="1",
        township="云岭镇",
        name="赵六 99011019500101123X",
    )
    result = replace(made_up_result(0), findings=[finding], households={"1": home})
    text = everything(write_workbooks(tmp_path, result)[2])
    assert "990110195001011234" not in text and "99011019500101123X" not in text and "6230123412341234123" not in text
    assert "990110****1234" in text and "尾号4123" in text


def test_restricted_rules_that_could_not_run_are_told_on_the_county_desk_only(files, down):
    assert RULES["R53"].title in everything(files / "县级专办.xlsx")
    assert RULES["R53"].title not in everything(files / "疑点清单（县级）.xlsx")
    assert all("未能核对" not in text for text in down.values())


def test_an_unknown_audience_is_treated_as_restricted(tmp_path):
    finding = ShownFinding(
        "d" * 20, "R05", "重复享受低保", "inclusion", "A", "", "不该下发", household_no="9", township="云岭镇"
    )
    paths = write_workbooks(tmp_path, replace(made_up_result(0), findings=[finding]))
    assert [p.name for p in paths] == ["疑点清单（县级）.xlsx", "县级专办.xlsx"]
    assert "不该下发" in everything(paths[1]) and "不该下发" not in everything(paths[0])


def test_what_is_said_of_a_village_stands_on_a_sheet_of_the_county_desk(result, files):
    areas = [f for f in result.findings if f.kind == "area"]
    assert len(areas) > 5 and all(f.is_area for f in areas)
    with_sheet = load_workbook(files / "县级专办.xlsx")["区域线索"]
    rows = [row for row in with_sheet.iter_rows(values_only=True) if row[3] == "R32"]
    assert sorted(row[7] for row in rows) == sorted(f.explanation for f in areas)
