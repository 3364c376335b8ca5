"""What the command line answers: a status, and for each but 0 one sentence that says where, what, and what to do."""

import csv
import json

import pytest
from hamlet import call, hamlet, write_book

from dibao.engine.findings import COLUMNS

ROSTER_FILES = ("花名册/青山镇低保花名册（2023年6月30日）.xlsx", "花名册/白水乡低保花名册（2023年6月30日）.xlsx")
DEATHS = "公安死亡人员名单.xlsx"
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def test_a_screening_with_findings_ends_with_0(place, capsys):
    place.screen()
    csv_file, report = place.folder.parent / "x.csv", place.folder.parent / "r.json"
    status, said = call(capsys, "screen", place.folder, "--rules", "R01", "--findings", csv_file, "--report", report)
    assert status == 0
    assert str(place.work) in said and "比对完成" in said
    assert csv_file.read_bytes().startswith(b"\xef\xbb\xbf")
    assert json.loads(report.read_text("utf-8"))["findings"] == {"R01": 1}


def test_the_summary_shows_both_errors_even_when_one_is_empty(place, capsys):
    report = place.folder.parent / "r.json"
    place.screen(("R01",))
    status, said = call(capsys, "screen", place.folder, "--rules", "R01", "--report", report)
    assert status == 0 and "错保 1、漏保 0、少发 0" in said
    assert sum(json.loads(report.read_text("utf-8"))["summary"]["sides"].values()) == 1


def test_a_screening_without_findings_ends_with_0_too(place, capsys):
    place.hamlet.rows(DEATHS).pop()
    place.screen(("R01",))
    status, said = call(capsys, "screen", place.folder, "--rules", "R01")
    assert status == 0 and "疑点 0 条" in said


def test_findings_have_the_columns_of_the_contract_in_order(place):
    path = place.folder.parent / "x.csv"
    place.screen(findings=path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    words = """finding_id finding_group rule variant title kind severity tier audience household_no id_no name area area_code
        first_month last_month amount_yuan excused remarks explanation evidence"""
    assert header == words.split() == list(COLUMNS)
    assert [len(row) for row in rows] == [21, 21]


def test_findings_as_parquet_say_the_same(place):
    import pyarrow.parquet as pq

    one, two = place.folder.parent / "x.csv", place.folder.parent / "x.parquet"
    place.screen(findings=one)
    place.screen(findings=two)
    with one.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.DictReader(stream)) == pq.read_table(two).to_pylist()


@pytest.mark.parametrize(
    "words",
    [
        ["screen"],
        ["scren", "F"],
        ["screen", "F", "--as-of", "2024-13-01"],
        ["screen", "F", "--rules", "R00"],
        ["screen", "F", "--findings", "x.docx"],
        ["screen", "F", "--findings", "x.json"],
        ["screen", "F", "--report", "x.csv"],
        ["screen", "没有这个文件夹"],
        ["explain", "R00"],
        ["evaluate", "没有.csv", "没有.csv"],
        ["demo-county", "F", "--households", "1"],
        ["lake", "gc", "没有这个文件夹"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2_and_a_sentence(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "F").mkdir()
    status, said = call(capsys, *words)
    assert status == 2
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said) and "Traceback" not in said


def test_no_roster_ends_with_3_and_says_what_to_put_in(tmp_path, capsys):
    small = hamlet()
    for name in ROSTER_FILES:
        del small.files[name]
    status, said = call(capsys, "screen", small.write(tmp_path / "F"))
    assert status == 3
    assert "花名册" in said and "请放入" in said


def test_an_empty_folder_ends_with_3(tmp_path, capsys):
    (tmp_path / "F").mkdir()
    assert call(capsys, "screen", tmp_path / "F")[0] == 3


@pytest.mark.parametrize(
    ("content", "todo"),
    [(ENCRYPTED, "密码"), (b"", "0 字节"), (b"PK\x03\x04" + bytes(100), "损坏"), (b"%PDF-1.7 \x00", "PDF")],
    ids=["encrypted", "empty", "truncated", "pdf"],
)
def test_a_file_that_cannot_be_read_ends_with_4_and_the_rest_is_screened(place, capsys, content, todo):
    place.screen()
    (place.folder / "车辆登记.xlsx").write_bytes(content)
    report = place.folder.parent / "r.json"
    status, said = call(capsys, "screen", place.folder, "--rules", "R01", "--report", report)
    assert status == 4
    assert "车辆登记.xlsx" in said and todo in said
    told = json.loads(report.read_text("utf-8"))
    assert told["findings"] == {"R01": 1}
    assert [entry["file"] for entry in told["unread"]] == ["车辆登记.xlsx"]


def test_an_unreadable_register_is_named_among_what_could_not_be_checked(place):
    del place.hamlet.files[DEATHS]
    place.folder.mkdir()
    (place.folder / DEATHS).write_bytes(ENCRYPTED)
    outcome = place.screen()
    assert outcome.exit_status == 4
    assert {u.reason for u in outcome.unchecked if u.rule == "R01"} == {"NO_TABLE"}
    assert {u.table for u in outcome.unchecked if u.rule == "R01"} == {"death"}


def test_files_that_are_no_data_disturb_nothing(place):
    before = place.screen(findings=place.folder.parent / "a.csv")
    write_book(
        place.folder / "值班表.xlsx", {"Sheet1": [["值班表"], ["日期", "姓名"], ["周一", "王某"], ["周二", "李某"]]}
    )
    (place.folder / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000))
    (place.folder / "~$花名册.xlsx").write_bytes(bytes(165))
    (place.folder / "关于报送数据的函.docx").write_bytes(b"PK\x03\x04 letter")
    (place.folder / "说明.txt").write_text("请于月底前报送", "utf-8")
    (place.folder / "系统.ini").write_text("[x]", "utf-8")
    after = place.screen(findings=place.folder.parent / "b.csv")
    assert after.exit_status == 0
    assert (place.folder.parent / "a.csv").read_bytes() == (place.folder.parent / "b.csv").read_bytes()
    duty = [sheet for sheet in after.report["sheets"] if sheet["file"] == "值班表.xlsx"]
    assert [(s["table"], s["nonempty"], s["note"]) for s in duty] == [(None, 4, 4)] and duty[0]["why"]
    assert len(after.report["sheets"]) == len(before.report["sheets"]) + 1


def test_the_result_folder_is_not_read(place):
    first = place.screen()
    second = place.screen()
    assert [s["file"] for s in first.report["sheets"]] == [s["file"] for s in second.report["sheets"]]
