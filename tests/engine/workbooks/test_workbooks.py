"""What the workbooks say, and that they open."""

import csv
import os
import subprocess
import zipfile
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from dibao.engine.errors import UserError
from dibao.engine.workbooks import HouseholdInfo, ShownFinding, Unchecked, write_workbooks
from dibao.engine.workbooks.township import OUTCOMES
from dibao.engine.workbooks.visits import visits
from dibao.engine.workbooks.words import side
from workbooks.made_up import RULES, made_up_result, row
from workbooks.reading import below, everything, rows

COUNTY = "疑点清单（县级）.xlsx"


@pytest.fixture(scope="module")
def result():
    return made_up_result()


@pytest.fixture(scope="module")
def files(result, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    write_workbooks(out, result)
    return out


def one(**more) -> ShownFinding:
    """A finding in 云岭镇."""
    base = {
        "finding_id": "f" * 20,
        "rule": "R05",
        "title": "重复享受低保",
        "kind": "inclusion",
        "severity": "A",
        "audience": "township",
    }
    return ShownFinding(
        **base | {"explanation": "说明", "household_no": "QX1", "township": "云岭镇", "village": "上坝村"} | more
    )


def written(tmp_path, *findings, **more):
    """Workbooks of just these findings."""
    return write_workbooks(tmp_path, replace(made_up_result(0), findings=list(findings), **more))


def test_the_county_workbook_has_its_sheets_in_order(files):
    names = load_workbook(files / COUNTY).sheetnames
    assert names[:3] == ["总览", "入户清单", "漏保和少发线索"]
    assert names[-4:] == ["依法不作问题", "未能核对", "数据质量", "数据来源"]
    assert [n[:3] for n in names[3:-4]] == ["R01", "R05", "R17", "R20", "R41", "R48", "R56", "R57"]


def test_a_household_is_one_line_with_its_suspicions_strongest_first(tmp_path):
    weak = one(
        finding_id="1" * 20, rule="R41", severity="C", kind="procedure", explanation="公示只有三天", amount_fen=10_000
    )
    strong = one(finding_id="2" * 20, explanation="在两户领取", amount_fen=70_050)
    line = below(written(tmp_path, weak, strong)[0], "入户清单", "户编号")[0]
    assert line["最高等级"] == "A" and line["疑点数"] == 2
    assert line["全部疑点\n（由强到弱）"] == "1.［A］在两户领取\n2.［C］公示只有三天"
    assert line["涉及金额\n（元）"] == 700.5  # the largest, not the sum: the months overlap
    assert line["入户核什么"] == f"1. {RULES['R05'].door}\n2. {RULES['R41'].door}"


def test_the_same_household_number_in_two_townships_is_two_doors(tmp_path):
    pair = [one(), one(finding_id="2" * 20, township="沙溪乡")]
    assert len(below(written(tmp_path, *pair)[0], "入户清单", "户编号")) == 2


def test_excused_findings_are_listed_apart_and_send_nobody_to_a_door(tmp_path):
    paths = written(tmp_path, one(rule="R01", excused="REVIEW_WINDOW"))
    assert len(paths) == 2  # nothing for the township
    assert rows(paths[0], "入户清单")[-1][0] == "（无）"
    assert (
        below(paths[0], "依法不作问题", "不作问题的理由")[0]["不作问题的理由"]
        == RULES["R01"].exceptions["REVIEW_WINDOW"]
    )


def test_omissions_and_underpayment_stand_on_equal_footing(result, files):
    lines = below(files / COUNTY, "漏保和少发线索", "线索")
    expected = [f for f in result.findings if side(f) in ("漏保", "少发") and not f.excused and not f.restricted]
    assert len(lines) == len(expected) > 20
    assert {line["类别"] for line in lines} == {"漏保", "少发"}
    ids = {line["证件号码"] for line in lines if line["类别"] == "漏保"}
    assert ids <= {line["户主证件号码"] for line in below(files / COUNTY, "入户清单", "户编号")}


def test_the_overview_agrees_with_the_findings(result, files):
    table = rows(files / COUNTY, "总览")
    opened = [f for f in result.findings if not f.excused and not f.restricted]
    total = next(r for r in table if r[0] and str(r[0]).startswith("合计（户数"))
    assert total[4] == len(visits(result, [f for f in result.findings if not f.restricted]))
    assert total[6:11] == [*(len([f for f in opened if f.severity == s]) for s in "ABCD"), len(opened)]
    missed = next(r for r in table if r[0] == "漏保")
    assert missed[10] == len([f for f in opened if side(f) == "漏保"])


def test_the_overview_has_a_native_chart(files):
    with zipfile.ZipFile(files / COUNTY) as archive:
        assert "xl/charts/chart1.xml" in archive.namelist()


def test_formulas_carry_the_value_that_they_compute(files):
    for path in [files / COUNTY, files / "县级专办.xlsx", *(files / "下发").iterdir()]:
        formulas, values = load_workbook(path), load_workbook(path, data_only=True)
        for sheet in formulas:
            for cells in sheet.iter_rows():
                for cell in cells:
                    if cell.data_type == "f" and cell.value.startswith(("=SUM(", "=SUBTOTAL(109")):
                        assert values[sheet.title][cell.coordinate].value == pytest.approx(
                            recomputed(values[sheet.title], cell.value)
                        ), cell


def recomputed(sheet, formula: str) -> float:
    """The sum that a formula names."""
    area = formula.split(",")[-1] if "," in formula else formula.split("(")[1]
    return sum(c.value or 0 for (c,) in sheet[area.rstrip(")").split("(")[-1]])


def test_evidence_is_spelled_in_chinese_with_its_source_row(tmp_path):
    evidence = [
        row("vehicle", "车辆.xlsx", "Sheet1", 81, {"plate": "湘Z12345", "vehicle_type": "car", "value_fen": 8_765_400})
    ]
    paths = written(tmp_path, one(rule="R20", evidence=evidence))
    line = below(paths[0], "R20 共同生活成员名下有机动车", "号牌号码")[0]
    assert (line["号牌号码"], line["车辆类型"], line["车辆价值\n（元）"]) == ("湘Z12345", "小型轿车", "87,654.00")
    assert line["出处\n（文件 / 表 / 行）"] == "各部门数据/车辆.xlsx / Sheet1 / 第81行"


def test_what_could_not_be_checked_says_what_to_ask_from_whom(tmp_path):
    items = [
        Unchecked("R20", "NO_TABLE", "云岭镇", 40, "vehicle"),
        Unchecked("R20", "NO_TABLE", "沙溪乡", 60, "vehicle"),
    ]
    line = below(written(tmp_path, unchecked=items)[0], "未能核对", "请这样补齐")[0]
    assert line["请这样补齐"].startswith("请公安交管部门提供《机动车登记信息》")
    assert line["涉及乡镇"] == "沙溪乡（60户）、云岭镇（40户）" and line["未能核对\n（户次）"] == 100


def test_rules_that_wait_for_one_thing_share_a_line(tmp_path):
    items = [Unchecked(rule, "NO_TABLE", "", 1980, "vehicle") for rule in ("R20", "R01")]
    items.append(Unchecked("R57", "NO_TABLE", "", 2000, "medical"))
    lines = below(written(tmp_path, unchecked=items)[0], "未能核对", "请这样补齐")
    assert [(line["规则数"], line["未能核对\n（户次）"]) for line in lines] == [(2, 3960), (1, 2000)]
    assert lines[0]["等它的规则"] == f"R01 {RULES['R01'].title}\nR20 {RULES['R20'].title}"


def test_many_rules_that_wait_for_one_thing_are_told_by_their_codes(tmp_path):
    items = [
        Unchecked("R41", "NO_TABLE", "", 10, "procedure"),
        *[Unchecked(c, "NO_TABLE", "", 10, "vehicle") for c in ("R01", "R05", "R17", "R20", "R48", "R56")],
    ]
    line = below(written(tmp_path, unchecked=items)[0], "未能核对", "请这样补齐")[0]
    assert line["等它的规则"] == "R01、R05、R17、R20、R48、R56"


def test_the_accounts_of_sheets_add_up(files):
    for line in below(files / COUNTY, "数据质量", "非空行"):
        assert line["数据行"] == line["采用"] + line["退回"] + line["重复"]
        assert line["非空行"] == sum(line[k] for k in ("标题", "表头", "合计", "注", "分块", "数据行"))


def test_a_township_file_has_drop_downs_for_the_outcome(files):
    sheet = load_workbook(files / "下发/云岭镇.xlsx")["入户核实"]
    lists = [v.formula1.strip('"').split(",") for v in sheet.data_validations.dataValidation if v.type == "list"]
    assert list(OUTCOMES) in lists and any("纳入保障" in choices for choices in lists)
    assert all(len(",".join(choices)) <= 255 for choices in lists)
    heads = [c.value for c in sheet[4]]
    for head in ("核实方式", "核实日期", "核实结论", "实际情况", "处理意见", "核实人1", "核实人2", "备注"):
        assert head in heads


def test_the_finding_id_is_there_but_hidden(result, files):
    sheet = load_workbook(files / "下发/云岭镇.xlsx")["入户核实"]
    column = next(c.column_letter for c in sheet[3] if c.value == "疑点编号")
    assert sheet.column_dimensions[column].hidden
    expected = {f.finding_id for f in result.findings if f.township == "云岭镇" and not f.restricted and not f.excused}
    assert {c.value for c in sheet[column][4:]} == expected


def test_village_progress_counts_what_is_filled_in(tmp_path, need):
    path = written(tmp_path, one(), one(finding_id="2" * 20, household_no="QX2"))[2]
    book = load_workbook(path)
    book["入户核实"]["N5"] = OUTCOMES[0]
    book.save(tmp_path / "filled.xlsx")
    converted(
        need("soffice"),
        tmp_path / "filled.xlsx",
        tmp_path,
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,3",
    )
    lines = list(csv.reader(next(tmp_path.glob("filled*分村进度*.csv")).open(encoding="utf-8")))
    assert lines[4] == ["1", "上坝村", "2", "2", "2", "0", "0", "0", "1", "1"]


def test_dangerous_text_stays_text(tmp_path):
    nasty = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "http://a.b/c", "{=1}", "0012"]
    findings = [
        one(finding_id=f"{n:020d}", household_no=f"Q{n}", name=text, explanation=text, village=text)
        for n, text in enumerate(nasty)
    ]
    for path in written(tmp_path, *findings)[::2]:
        for sheet in load_workbook(path):
            for cells in sheet.iter_rows():
                assert [
                    c.value
                    for c in cells
                    if c.data_type == "f" and not c.value.startswith(("=SUM(", "=SUBTOTAL(", "=COUNTIFS(", "=D"))
                ] == []
        assert "hyperlink" not in everything(path).lower().replace("hyperlinkbase", "").replace("hyperlinkschanged", "")


def test_ids_are_text(tmp_path):
    path = written(tmp_path, one(id_no="990110195001011234", name="赵六"))[0]
    line = below(path, "R05 重复享受低保", "证件号码")[0]
    assert line["证件号码"] == "990110195001011234"


@pytest.mark.parametrize(
    "text", ["控制\x00\x0b符", "代理\ud800项", "\ufffe非字符", "很长" * 30_000, "𠮷" * 20_000, "_x0041_"]
)
def test_odd_text_never_breaks_a_workbook(tmp_path, text):
    paths = written(
        tmp_path,
        one(explanation=text, name=text[:50], village=text[:20], home="1"),
        households={"1": HouseholdInfo(text[:30], address=text)},
    )
    for path in paths:
        load_workbook(path)
    shown = below(paths[0], "入户清单", "户编号")[0]["全部疑点\n（由强到弱）"]
    assert shown and len(shown.encode("utf-16-le")) // 2 <= 32767


@pytest.mark.parametrize("name", ["A/B镇", "镇:*?", "..", "长" * 200, "it's", "CON "])
def test_odd_township_names_make_a_file(tmp_path, name):
    path = written(tmp_path, one(township=name))[2]
    assert path.parent == tmp_path / "下发" and path.exists()


def test_townships_whose_file_names_would_be_alike_keep_their_own_file(tmp_path):
    paths = written(tmp_path, one(township="A/B镇"), one(finding_id="2" * 20, township="A:B镇"))
    assert len(set(paths)) == 4


def test_the_same_result_gives_the_same_bytes(result, tmp_path):
    first, second = (write_workbooks(tmp_path / n, result) for n in "ab")
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_findings_in_another_order_give_the_same_bytes(result, files, tmp_path):
    again = write_workbooks(tmp_path, replace(result, findings=result.findings[::-1]))
    assert [p.read_bytes() for p in again] == [(files / p.relative_to(tmp_path)).read_bytes() for p in again]


def test_an_empty_screening_still_gives_readable_workbooks(tmp_path):
    paths = written(tmp_path, households={}, unchecked=[], sheets=[], households_in_force=0)
    assert [p.name for p in paths] == [COUNTY, "县级专办.xlsx"]
    assert rows(paths[0], "入户清单")[-1][0] == "（无）"


def test_every_sheet_is_set_up_for_print(files):
    for path in [files / COUNTY, files / "县级专办.xlsx", *(files / "下发").iterdir()]:
        for sheet in load_workbook(path):
            assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert "青溪县" in sheet.oddFooter.left.text and "2024-04-30" in sheet.oddFooter.left.text
            if sheet.title not in ("总览", "填写说明"):
                assert sheet.freeze_panes and sheet.auto_filter.ref and sheet.print_title_rows


def test_a_household_number_of_any_length_goes_down_unless_it_is_an_id(tmp_path):
    path = written(
        tmp_path, one(household_no="51763900106208"), one(finding_id="2" * 20, household_no="990110195001011234")
    )[2]
    contacts = {line["户编号、证号、电话、住址"] for line in below(path, "入户核实", "核实结论")}
    assert contacts == {"户编号 51763900106208", "户编号 990110****1234"}


def test_evidence_under_chinese_headers_reads_and_masks_the_same(tmp_path):
    fields = {
        "号牌号码": "湘Z12345",
        "初次登记日期": "2021-06-03",
        "车辆价值": "87654.00",
        "姓名": "赵六",
        "住址": "某处",
    }
    paths = written(
        tmp_path,
        one(
            rule="R20",
            name="赵六",
            evidence=[row("vehicle", "车辆.xlsx", "Sheet1", 81, fields, rows_total=5, amount_total="9.50")],
        ),
    )
    line = below(paths[0], "R20 共同生活成员名下有机动车", "号牌号码")[0]
    assert (
        line["车辆价值\n（元）"] == "87,654.00"
        and "家庭住址" not in line
        and "共 5 行，合计 9.50 元" in line["出处\n（文件 / 表 / 行）"]
    )
    told = below(paths[2], "入户核实", "核实结论")[0]["疑点"]
    assert told.endswith("机动车登记信息：有记录，2021年，车辆价值5万—10万元")


def test_progress_is_told_file_by_file(result, tmp_path):
    told = []
    write_workbooks(tmp_path, result, lambda *args: told.append(args))
    assert [t[0] for t in told] == list(range(1, 7)) and told[-1][1] == 6 and told[0][2] == COUNTY


def test_a_file_that_cannot_be_written_is_told_in_words(tmp_path):
    (tmp_path / COUNTY / "in the way").mkdir(parents=True)
    with pytest.raises(UserError, match="关掉它再运行"):
        written(tmp_path, one())


def test_libreoffice_opens_every_file(files, tmp_path, need):
    soffice = need("soffice")
    for path in (files / COUNTY, files / "下发/云岭镇.xlsx"):
        assert converted(soffice, path, tmp_path, "pdf").stat().st_size > 20_000


def converted(soffice: str, path, folder, kind: str):
    """The file converted by LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    env = {**os.environ, "HOME": str(folder)}
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(path)],
        check=True,
        env=env,
        capture_output=True,
        timeout=120,
    )
    return folder / f"{path.stem}.{kind[:3]}"


def test_two_processes_write_what_one_writes(tmp_path, monkeypatch):
    result = made_up_result(40)
    one = write_workbooks(tmp_path / "one", result)
    monkeypatch.setattr("dibao.engine.workbooks.MANY", 1)
    told = []
    two = write_workbooks(tmp_path / "two", result, lambda *words: told.append(words))
    assert [path.relative_to(tmp_path / "two") for path in two] == [path.relative_to(tmp_path / "one") for path in one]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert told == [(n, len(two), path.name) for n, path in enumerate(two, 1)] and len(two) > 2
