"""An old run can be run again from the lake, and two runs be compared: what is new, gone, changed, and why."""

import json
import shutil
from datetime import date

import pytest
from hamlet import BOOK, DEAD, RULES, UNCHECKED, call, home, judge, named, quiet

from dibao.cli import main
from dibao.engine import manifest
from dibao.engine.compare import compare, plain
from dibao.engine.errors import UsageError
from dibao.engine.lake.store import Store
from dibao.engine.rules.book import load_rulebook
from dibao.engine.screen import AGAIN, Options, screen

DEATHS = "公安死亡人员名单.xlsx"


def folder_of(place, outcome):
    return place.work / "runs" / outcome.run_id


def again(place, outcome, book=BOOK):
    path = folder_of(place, outcome) / manifest.NAME
    return screen(Options(place.folder, place.work, manifest=path), book, quiet)


def test_a_run_comes_out_to_the_byte_when_its_sources_have_gone(place):
    first = place.screen(as_of=date(2023, 5, 31))
    for name in place.hamlet.files:
        (place.folder / name).unlink()
    (place.folder / "policy.toml").write_text("as_of = 2022-01-31\n", "utf-8")
    second = again(place, first)
    assert second.run_id == first.run_id and second.as_of == date(2023, 5, 31)
    old, new = folder_of(place, first), folder_of(place, first) / AGAIN / "runs" / first.run_id
    for name in ("findings.parquet", "report.json", "manifest.json"):
        assert (old / name).read_bytes() == (new / name).read_bytes()
    assert second.notes == ["重做的结果与原批次逐字节一致"]


def test_a_repeated_run_leaves_the_sheets_that_people_work_with(place):
    first = place.screen()
    place.hamlet.rows(DEATHS).pop()
    place.screen()
    before = {p: p.stat().st_mtime_ns for p in place.work.glob("*.xlsx")} | dict.fromkeys(
        place.work.glob("下发/**/*"), 0
    )
    again(place, first)
    assert before == {p: p.stat().st_mtime_ns for p in place.work.glob("*.xlsx")} | dict.fromkeys(
        place.work.glob("下发/**/*"), 0
    )


def test_what_was_withdrawn_later_is_still_in_the_old_run_and_in_no_later_manifest(place):
    first = place.screen(("R01",))
    (place.folder / "policy.toml").write_text(f'[[withdraw]]\nfile = "{DEATHS}"\nreason = "重发"\n', "utf-8")
    later = place.screen(("R01",))
    told = manifest.load(folder_of(place, later))
    assert DEATHS not in {b["file"] for b in told["batches"]} and [b["withdrawn"] for b in told["withdrawn"]] == [
        "重发"
    ]
    assert [f.household_no for f in again(place, first).findings] == [home(DEAD)["no"]]
    assert again(place, later).findings == []


def test_erased_records_are_named_with_their_reason_when_a_run_is_repeated(place):
    first = place.screen(("R01",))
    told = manifest.load(folder_of(place, first))
    records = next(b["records"] for b in told["batches"] if b["file"] == DEATHS)
    Store(place.work / "lake").erase(records, "保存期满")
    second = again(place, first)
    assert second.findings == [] and second.run_id != first.run_id
    assert f"{DEATHS} 的数据已不在数据湖里（保存期满），重做时缺少它" in second.notes


def edited(tmp_path, old: str, new: str):
    """The rulebook with one sentence of R01 changed."""
    folder = shutil.copytree(BOOK.folder, tmp_path / "rulebook")
    path = next(folder.glob("rules/R01*.md"))
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return load_rulebook(folder)


def test_another_rulebook_is_named_and_the_run_is_another(place, tmp_path):
    first = place.screen()
    second = again(place, first, edited(tmp_path, "已于", "于"))
    assert second.run_id != first.run_id and "规则库与当时不同：R01 改过" in second.notes
    assert any("dibao diff" in note for note in second.notes)


@pytest.mark.parametrize("text", ["", "{}", '{"run": "x"}'])
def test_a_file_that_is_no_manifest_is_refused_in_a_sentence(place, tmp_path, text):
    place.hamlet.write(place.folder)
    path = tmp_path / "m.json"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match="运行清单"):
        screen(Options(place.folder, place.work, manifest=path), BOOK, quiet)


def test_collecting_keeps_what_kept_runs_need(place, capsys):
    first = place.screen(("R01",))
    place.hamlet.rows(DEATHS).pop()
    place.screen(("R01",))
    for path in (place.work / "lake" / "read").iterdir():
        path.unlink()
    assert main(["lake", "gc", str(place.folder)]) == 0
    assert again(place, first).notes == ["重做的结果与原批次逐字节一致"]


def differing(place, old, new) -> dict:
    return plain(compare(folder_of(place, old), folder_of(place, new)))


def test_equal_runs_differ_in_nothing(place):
    one = place.screen()
    told = differing(place, one, one)
    assert told["changes"] == told["causes"] == [] and told["same"] == len(one.findings)


def test_a_finding_that_went_with_its_sheet_says_so(place):
    one = place.screen()
    place.hamlet.rows(DEATHS).pop()
    told = differing(place, one, place.screen())
    assert told["counts"] == {"新增": 0, "消失": 1, "变化": 0} and told["same"] == 1
    (change,) = told["changes"]
    assert (change["rule"], change["household_no"]) == ("R01", home(DEAD)["no"])
    assert "数据：没有了《公安死亡人员名单.xlsx》" in change["why"] and "R38" not in change["why"]


def test_a_withdrawn_sheet_is_the_reason(place):
    one = place.screen()
    (place.folder / "policy.toml").write_text(f'[[withdraw]]\nfile = "{DEATHS}"\nreason = "公安重发"\n', "utf-8")
    told = differing(place, one, place.screen())
    assert [(c["state"], "已撤回（公安重发）" in c["why"]) for c in told["changes"]] == [("消失", True)]


def test_another_day_changes_the_amount_and_is_the_reason(place):
    told = differing(place, place.screen(("R01",)), place.screen(("R01",), as_of=date(2023, 4, 30)))
    assert [(c["kind"], c["sentence"]) for c in told["causes"]][0] == ("判断日", "2023-06-30 → 2023-04-30")
    assert ["以后的" in c["sentence"] for c in told["causes"][1:]] == [True]  # the ledger is seen up to the day only
    (change,) = told["changes"]
    assert (
        change["state"] == "变化"
        and "止月 2023-06 → 2023-04" in change["what"]
        and change["why"].startswith("判断日：")
    )


def test_a_parameter_is_the_reason_for_its_rule_only(place):
    one = place.screen()
    name = next(
        n for n, p in BOOK.rules["R38"].parameters.items() if isinstance(p.value, int) and not isinstance(p.value, bool)
    )
    value = BOOK.rules["R38"].parameters[name].value + 1
    (place.folder / "policy.toml").write_text(f"[parameters]\nR38.{name} = {value}\n", "utf-8")
    told = differing(place, one, place.screen())
    assert [(c["kind"], c["rules"]) for c in told["causes"]] == [("参数", ["R38"])]
    assert f"→ {value}" in told["causes"][0]["sentence"]


def test_a_changed_rule_is_the_reason(place, tmp_path):
    one = place.screen()
    book = edited(tmp_path, "已于", "于")
    two = screen(Options(place.folder, place.work, rules=RULES), book, quiet)
    told = differing(place, one, two)
    assert [(c["kind"], c["sentence"]) for c in told["causes"]] == [("规则", "R01 规则文件改过")]
    assert [(c["state"], c["rule"], c["why"]) for c in told["changes"]] == [("变化", "R01", "规则：R01 规则文件改过")]


def test_a_rule_that_did_not_run_before_is_the_reason(place):
    told = differing(place, place.screen(("R01",)), place.screen(RULES))
    assert [(c["household_no"], c["why"]) for c in told["changes"]] == [
        (home(UNCHECKED)["no"], "规则：R38 上次没有运行")
    ]


def test_the_command_line_compares_by_id_and_writes_json(place, capsys, tmp_path):
    one = place.screen()
    place.hamlet.rows(DEATHS)[-1][0] = named(391)
    two = place.screen()
    status, said = call(capsys, "diff", one.run_id, two.run_id, "--work", place.folder, "--json", tmp_path / "d.json")
    assert status == 0 and "变化 1 条" in said and "因为 数据：" in said
    assert json.loads((tmp_path / "d.json").read_text("utf-8"))["counts"]["变化"] == 1
    status, said = call(capsys, "diff", one.run_id, "nothing", "--work", place.folder)
    assert status == 2 and "没有找到这个批次" in said


def test_the_command_line_repeats_a_run_and_says_that_it_is_the_same(place, capsys, tmp_path):
    one = place.screen(findings=tmp_path / "one.csv")
    path = folder_of(place, one) / manifest.NAME
    status, said = call(
        capsys, "screen", place.folder, "--manifest", path, "--findings", tmp_path / "two.csv", "--quiet"
    )
    assert status == 0 and "逐字节一致" in said
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    status, said = call(capsys, "screen", place.folder, "--manifest", path, "--as-of", "2023-01-31")
    assert status == 2 and "--manifest" in said


@pytest.mark.parametrize("words", [("--engine", "spark"), ("--spark-master", "spark://x:7077"), ("--engine", "oracle")])
def test_an_engine_that_is_not_there_is_refused_in_a_sentence(place, capsys, words):
    place.hamlet.write(place.folder)
    status, said = call(capsys, "screen", place.folder, *words)
    assert status == 2 and words[0] in said and "Traceback" not in said


def test_judging_a_folder_never_reads_what_a_repeated_run_wrote(place):
    first = place.screen()
    again(place, first)
    assert judge(place.folder).run_id == first.run_id


def test_sheets_that_were_filled_in_survive_every_change_of_mind(place):
    place.screen(rules=("R01",))
    first = (place.work / "lake" / "latest-run").read_text("utf-8")
    for number, rules in enumerate([("R38",), ("R01",), ("R38",)]):
        for file in (place.work / "下发").rglob("*.xlsx"):
            file.with_name(f"填好{number}.txt").write_text("filled in")
        place.screen(rules=rules)
    kept = {path.name for path in (place.work / "runs" / first).rglob("*.txt")}
    assert kept == {"填好0.txt", "填好2.txt"}
