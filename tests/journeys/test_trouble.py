"""What goes wrong around a screening: strange paths, no rights, two at once, broken files. One sentence each, no traceback."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from hamlet import call

from dibao import cli
from dibao.engine.hold import hold


def test_a_folder_with_an_apostrophe_is_screened(place, capsys, tmp_path):
    folder = tmp_path / "o'brien [2024]" / "a'b"
    folder.mkdir(parents=True)
    place.hamlet.write(folder)
    status, said = call(capsys, "screen", folder, "--rules", "R01", "--quiet", "--findings", tmp_path / "f'f.parquet")
    assert status == 0 and "疑点" in said


def test_a_second_screening_in_the_same_result_folder_is_told(place, capsys):
    place.hamlet.write(place.folder)
    with hold(place.work):
        there = multiprocessing.get_context("spawn").Process(target=_screen_elsewhere, args=(str(place.folder),))
        there.start()
        there.join()
    assert there.exitcode == 3
    assert place.screen(rules=("R01",)).findings  # and afterwards the folder is free again


def _screen_elsewhere(folder: str) -> None:
    os._exit(cli.main(["screen", folder, "--rules", "R01", "--quiet"]))


@pytest.mark.parametrize("option", ["--findings", "--report"])
def test_an_output_that_cannot_be_written_is_a_sentence(place, capsys, tmp_path, option):
    place.hamlet.write(place.folder)
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    ending = "csv" if option == "--findings" else "json"
    status, said = call(capsys, "screen", place.folder, "--rules", "R01", "--quiet", option, blocked / f"x.{ending}")
    assert status == 3 and "file" in said and "Traceback" not in said


def test_a_kept_reading_that_was_cut_off_is_read_again(place):
    first = place.screen(rules=("R01",))
    for path in (place.work / "lake" / "read").glob("*.json"):
        os.unlink(path)  # the warm lake is shared by hard links
        path.write_text("")
    (place.work / "lake" / "latest-run").unlink()
    assert [f.finding_id for f in place.screen(rules=("R01",)).findings] == [f.finding_id for f in first.findings]


def test_a_fault_of_ours_is_a_sentence_and_a_file(capsys, monkeypatch, place):
    monkeypatch.setattr(cli, "load_rulebook", lambda _: 1 / 0)
    status, said = call(capsys, "rules")
    assert status == 1 and "Traceback" not in said
    log = said[said.index("/") :].strip() if "/" in said else ""
    assert "ZeroDivisionError" in Path(log).read_text("utf-8")
    os.unlink(log)


def test_an_interruption_says_how_to_go_on(capsys, monkeypatch):
    def interrupted(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "load_rulebook", interrupted)
    status, said = call(capsys, "rules")
    assert status == 130 and "中断" in said


@pytest.mark.parametrize("keys", [("run", "batches"), ("run",)])
def test_a_manifest_that_lacks_something_is_told(place, capsys, keys):
    place.hamlet.write(place.folder)
    manifest = place.folder.parent / "manifest.json"
    manifest.write_text(json.dumps(dict.fromkeys(keys, "x")))
    status, said = call(capsys, "screen", place.folder, "--manifest", manifest, "--quiet")
    assert status == 2 and "manifest.json" in said


def test_pairs_saved_by_a_spreadsheet_in_its_own_encoding_are_read(capsys, tmp_path):
    fields = [f"{f}_{side}" for side in "ab" for f in ("name", "id_no", "born_on", "area")]
    path = tmp_path / "两人.csv"
    path.write_text(",".join(fields) + "\n赵六,,1960-05-12,东村,赵六,,1960.5.12,东村\n", "gb18030")
    status, said = call(capsys, "match", path)
    assert status == 0 and "T5" in said
    assert call(capsys, "match", tmp_path)[0] == 2


@pytest.mark.parametrize("words", [("rules", "--try", "R999"), ("lake", "gc", ".", "--days", "-1000")])
def test_an_argument_that_means_nothing_is_refused(capsys, words, place):
    place.screen(rules=("R01",))
    words = [str(place.folder) if word == "." else word for word in words]
    assert call(capsys, *words)[0] == 2
    assert list((place.work / "lake" / "views").iterdir())


@pytest.mark.parametrize("work", ["", ".."])
def test_a_result_folder_that_holds_the_sheets_is_refused(place, capsys, work):
    place.hamlet.write(place.folder)
    status, said = call(capsys, "screen", place.folder, "--work", place.folder / work, "--quiet")
    assert status == 2 and "--work" in said and not (place.folder / "lake").exists()


def test_what_a_screening_wrote_beside_the_sheets_is_not_read_again(place):
    own, other = place.folder / "findings.csv", place.folder / "另一次的结果"
    place.screen(rules=("R01",), findings=own, work=other)
    again = place.screen(rules=("R01", "R48"), findings=own)
    told = [sheet["file"] for sheet in again.report["sheets"]] + again.report["skipped"]
    assert own.exists() and told
    assert not [name for name in told if own.name in name or other.name in name]


def test_a_folder_of_ones_own_called_lake_is_read(place):
    place.hamlet.files = {f"lake/rows/{name}": sheets for name, sheets in place.hamlet.files.items()}
    assert place.screen(rules=("R01",)).findings


def test_a_missing_folder_is_told_and_not_made(tmp_path, capsys):
    assert call(capsys, "screen", tmp_path / "X")[0] == 2
    assert not (tmp_path / "X").exists()
