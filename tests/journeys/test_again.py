"""The same files give the same bytes; only what changed is done again."""

import csv
import json
import os
import shutil

from hamlet import BOOK, hamlet, judge

from dibao.engine.evaluate import read_rows

DEATHS = "公安死亡人员名单.xlsx"
EVERY = tuple(BOOK.rules)
SOME = EVERY[::5]  # where the hamlet is enough: the generated county is screened with all


def rows_without_paths(path) -> list[dict]:
    rows = read_rows(path)
    for row in rows:
        evidence = [{k: v for k, v in entry.items() if k != "file"} for entry in json.loads(row["evidence"])]
        row["evidence"] = sorted(json.dumps(entry, ensure_ascii=False) for entry in evidence)
    return rows


def test_a_second_run_gives_the_same_bytes(place):
    one, two, three = (place.folder.parent / f"{n}.csv" for n in "123")
    first = place.screen(SOME, findings=one)
    second = place.screen(SOME, findings=two)
    scratch = judge(place.folder, SOME, place.folder.parent / "another work folder", findings=three)
    assert one.read_bytes() == two.read_bytes() == three.read_bytes()
    assert first.run_id == second.run_id == scratch.run_id
    assert first.report == second.report


def test_another_folder_and_another_order_give_the_same_but_for_paths(place, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    place.screen(SOME, findings=one)
    folder = tmp_path / "别处"
    names = sorted((p for p in place.folder.rglob("*.xlsx") if place.work not in p.parents), reverse=True)
    for number, path in enumerate(names):
        (folder / f"{number}级").mkdir(parents=True)
        shutil.copy(path, folder / f"{number}级" / path.name)
    judge(folder, SOME, findings=two)
    assert one.read_bytes() != two.read_bytes()
    assert rows_without_paths(one) == rows_without_paths(two)


def test_a_generated_county_comes_out_the_same_from_scratch_and_under_another_name(counties, judged, tmp_path):
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    judged(2, tmp_path / "a", findings=one)
    moved = shutil.copytree(counties[2], tmp_path / "搬走")
    judge(moved, EVERY, tmp_path / "b", findings=two)
    assert one.read_bytes() == two.read_bytes()


def test_unchanged_files_are_not_read_again_and_no_view_is_rebuilt(place):
    place.screen()
    lake = place.work / "lake"
    before = {path: path.stat().st_ino for path in lake.rglob("*") if path.is_file()}
    place.screen()
    assert {path: path.stat().st_ino for path in lake.rglob("*") if path.is_file()} == before


def test_a_replaced_register_rebuilds_what_stands_on_it_and_gives_what_scratch_gives(place):
    place.screen()
    place.hamlet.rows(DEATHS).pop()
    views = place.work / "lake" / "views"
    before = set(views.iterdir())
    patched = place.folder.parent / "patched.csv"
    place.screen(SOME, findings=patched)
    built = [path for path in views.glob("*.parquet") if path not in before]
    scratch = place.folder.parent / "scratch.csv"
    judge(place.folder, SOME, place.folder.parent / "scratch", findings=scratch)
    everything = list((place.folder.parent / "scratch" / "lake" / "views").glob("*.parquet"))
    assert 0 < len(built) < len(everything) / 3
    assert patched.read_bytes() == scratch.read_bytes()


def test_a_copy_that_goes_back_is_made_once(place):
    place.hamlet.rows(DEATHS).append(["钱一一", "", "不详", ""])
    first = place.screen().returned
    kept = place.work / "lake" / "returned"
    before = {path: path.stat().st_ino for path in kept.iterdir()}
    copies = [path.read_bytes() for path in first]
    roster = next(name for name in place.hamlet.files if name.startswith("花名册/"))
    place.hamlet.rows(roster).pop()
    second = place.screen().returned
    assert {path: path.stat().st_ino for path in kept.iterdir()} == before and len(before) == 1
    assert [path.read_bytes() for path in second] == copies
    place.hamlet.rows(DEATHS).append(["钱二二", "", "不详", ""])
    place.screen()
    assert len(list(kept.iterdir())) == 2


def test_the_as_of_day_can_be_given_and_changes_the_run(place):
    from datetime import date

    early = place.screen(as_of=date(2023, 3, 31))
    assert early.as_of == date(2023, 3, 31) and place.screen().as_of == date(2023, 6, 30)
    assert early.run_id != place.screen().run_id


def test_old_runs_stay_when_a_new_one_is_made(place):
    first = place.screen(("R01",))
    second = place.screen(("R38",))
    kept = {path.name for path in (place.work / "runs").iterdir()}
    assert kept == {first.run_id, second.run_id}
    rows = read_rows(place.work / "runs" / first.run_id / "findings.parquet")
    assert [row["rule"] for row in rows] == ["R01"]


def test_workbooks_of_an_earlier_run_do_not_linger(place):
    place.screen()
    assert {path.stem for path in (place.work / "下发").iterdir()} == {"白水乡"}
    place.hamlet.rows(DEATHS).pop()
    place.screen(("R01",))
    assert not list(place.work.glob("下发/*"))


def test_collecting_keeps_what_the_last_run_used(place):
    place.screen()
    lake = place.work / "lake"
    old = lake / "views" / ("0" * 24 + ".parquet")
    for stale in (old, old.with_suffix(".content")):
        stale.write_bytes(b"x")
        os.utime(stale, (1e9, 1e9))
    from dibao.engine.lake.store import Store

    count, freed = Store(lake).collect(set(), 30)
    assert (count, freed) == (2, 2) and not old.exists()
    before = {path: path.stat().st_ino for path in lake.rglob("*") if path.is_file()}
    place.screen()
    assert {path: path.stat().st_ino for path in lake.rglob("*") if path.is_file()} == before


def test_a_hamlet_written_twice_is_the_same_to_the_byte(tmp_path):
    one, two = hamlet().write(tmp_path / "1"), hamlet().write(tmp_path / "2")
    for path in one.rglob("*.xlsx"):
        assert path.read_bytes() == (two / path.relative_to(one)).read_bytes()


def test_csv_lines_have_no_stray_newlines(place):
    path = place.folder.parent / "x.csv"
    place.screen(SOME, findings=path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert all(len(row) == 21 for row in csv.reader(stream))


def test_what_an_earlier_screening_wrote_is_no_data_wherever_it_lies(place):
    place.screen()
    before = {sheet["file"] for sheet in judge(place.folder, work=place.folder / "比对").report["sheets"]}
    after = {sheet["file"] for sheet in place.screen().report["sheets"]}
    assert before == after == set(place.hamlet.files)


def test_a_folder_below_a_hidden_one_is_read(place):
    place.folder = place.folder.parent / ".hidden" / "F"
    assert len(place.screen().report["sheets"]) == len(place.hamlet.files)
