"""Records lie under the hash of their content; what no reading names is collected."""

import os
import time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dibao.engine.lake.store import Batch, Store, file_digest


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "lake")


def table(*numbers: int) -> pa.Table:
    return pa.table({"n": pa.array(numbers, pa.int64())})


def age(path, days: int) -> None:
    then = time.time() - days * 86400
    os.utime(path, (then, then))


def test_the_same_records_are_stored_once(store):
    assert store.put_records(table(1, 2)) == store.put_records(table(1, 2)) != store.put_records(table(1, 3))
    assert len(list(store.rows.iterdir())) == 2


def test_records_come_back_as_they_went_in(store):
    digest = store.put_records(table(5, 7))
    assert pq.read_table(store.records_path(digest)) == table(5, 7)
    assert file_digest(store.records_path(digest)) == digest


def test_what_was_read_is_recalled(store):
    batch = Batch("a.xlsx", "表", "c", "death", records=store.put_records(table(1)), period=[24276, 24277])
    store.remember("key", [batch], {"sentence": "坏了", "exit_status": 4})
    assert store.recall("key") == ([batch], {"sentence": "坏了", "exit_status": 4})
    assert store.recall("other") is None


def test_a_reading_whose_records_are_gone_is_forgotten(store):
    batch = Batch("a.xlsx", "表", "c", "death", records=store.put_records(table(1)))
    store.remember("key", [batch], None)
    store.records_path(batch.records).unlink()
    assert store.recall("key") is None


def test_what_was_not_used_for_long_is_collected_with_its_records(store):
    old, new = store.put_records(table(1)), store.put_records(table(2))
    for key, digest in (("old", old), ("new", new)):
        store.remember(key, [Batch("a.xlsx", "", "c", "death", records=digest)], None)
    view = store.views / "v.parquet"
    for path in (view, view.with_suffix(".content")):
        path.write_text("x")
        age(path, 40)
    age(store.read / "old.json", 40)
    count, freed = store.collect(set(), 30)
    assert count == 4 and freed > 0
    assert {path.stem for path in store.rows.iterdir()} == {new} and not list(store.views.iterdir())


def test_a_record_that_a_kept_run_names_stays(store):
    digest = store.put_records(table(1))
    store.collect({digest}, 30)
    assert store.records_path(digest).exists()


def test_logs_of_repairs_stay_with_their_reading(store):
    batch = Batch(
        "a.xlsx", "", "c", "death", records=store.put_records(table(1)), repair_log=store.put_records(table(9))
    )
    store.remember("key", [batch], None)
    store.collect(set(), 30)
    assert store.records_path(batch.repair_log).exists()


def test_the_source_id_is_of_the_content_and_its_meaning_not_of_the_path():
    one = Batch("a.xlsx", "表", "c", "death")
    assert one.source_id == Batch("b/c.xlsx", "表", "c", "death").source_id < 1 << 39
    others = [
        Batch("a.xlsx", "表2", "c", "death"), Batch("a.xlsx", "表", "d", "death"), Batch("a.xlsx", "表", "c", "roster"),
        Batch("a.xlsx", "表", "c", "death", period=[1, 1]), Batch("a.xlsx", "表", "c", "death", as_of="2024-01-01"),
        Batch("a.xlsx", "表", "c", "death", township="甲镇"), Batch("a.xlsx", "表", "c", "death", source="公安"),
    ]  # fmt: skip
    assert len({batch.source_id for batch in (one, *others)}) == 8
