"""What a register's record is, where the sheet says it in the place, the remark or the number only."""

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.tables import load_tables

IN_43 = 431228196005120016 // 10 * 11  # a key that begins with 43


@pytest.fixture(scope="module")
def world():
    with empty_world(load_tables(rulebook.TABLES), rulebook.VIEWS) as con:
        con.execute(f"insert into lake.roster (person, tier) values ({IN_43}, 1), ({IN_43 + 11}, 1)")
        yield con


def seen(con, view: str, **cells) -> dict:
    """The one record with these cells, as the view shows it."""
    con.execute(f"delete from lake.{view}")
    names, values = ", ".join(cells), ", ".join("null" if cell is None else f"'{cell}'" for cell in cells.values())
    con.execute(f"insert into lake.{view} ({names}) values ({values})")
    sql = {step.name: step.sql for step in view_steps(load_tables(rulebook.TABLES), rulebook.VIEWS)}[f"main.{view}"]
    found = con.execute(sql)
    return dict(zip((item[0] for item in found.description), found.fetchone(), strict=True))


@pytest.mark.parametrize(
    ("kind", "province", "destination", "expected"),
    [
        ("moved_out", None, "浙江省宁波市鄞州区", "moved_out_province"),
        (None, None, "广西壮族自治区桂林市", "moved_out_province"),
        ("moved_out", "重庆市", "万州区", "moved_out_province"),
        ("other", None, "外省", "moved_out_province"),
        ("moved_out", None, "本省长沙市", "moved_in_province"),
        ("moved_out", None, "湖南省 长沙市", "moved_in_province"),
        ("moved_out", None, "中国香港", "emigrated"),
        ("moved_out", None, "境外", "emigrated"),
        ("moved_out", None, "宁波市鄞州区", "moved_out"),
        ("moved_out", None, "海南州共和县", "moved_out"),
        ("moved_out", None, None, "moved_out"),
        (None, None, "河西路", None),
        ("moved_in_province", None, "浙江省", "moved_in_province"),
        ("conscript", None, "广东省", "conscript"),
    ],
)
def test_the_destination_decides_where_the_list_only_says_moved(world, kind, province, destination, expected):
    assert seen(world, "hukou_change", kind=kind, province=province, destination=destination)["kind"] == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"use": "flat"}, {"use": "residence", "nature": "commercial"}),
        ({"use": "flat", "nature": "inherited"}, {"use": "residence", "nature": "inherited"}),
        ({"use": "residence", "contract_no": "WQ1"}, {"unit_no": "WQ1", "nature": "presale"}),
        ({"use": "residence", "contract_no": "WQ1", "unit_no": "A1"}, {"unit_no": "A1", "nature": None}),
        ({"use": "residence", "location": "青山镇易地扶贫搬迁安置点3栋"}, {"nature": "resettlement"}),
        ({"use": "flat", "remark": "棚改安置"}, {"use": "residence", "nature": "resettlement"}),
        ({"nature": "commercial", "remark": "拆迁安置房"}, {"nature": "resettlement"}),
        ({"nature": "commercial", "location": "移民新村2号"}, {"nature": "commercial"}),
        ({"nature": "inherited", "remark": "拆迁安置房"}, {"nature": "inherited"}),
        ({"nature": "self_built", "remark": "旧房已拆除"}, {"nature": "self_built", "status": "cancelled"}),
        ({"remark": "待拆迁", "status": "current"}, {"nature": None, "status": "current"}),
        ({"location": "甲小区地下车位12号"}, {"use": "parking"}),
        ({"location": "甲小区1栋", "use": None}, {"use": None}),
        ({"location": "甲小区车库旁1栋", "use": "residence"}, {"use": "residence"}),
    ],
)
def test_a_record_is_what_it_is_said_to_be_anywhere(world, cells, expected):
    record = seen(world, "real_estate", **cells)
    assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("kind", "programme", "expected"),
    [
        (None, "orphan", "orphan"),
        (None, "de_facto_orphan", "unattended"),
        (None, None, None),
        ("needy", "orphan", "needy"),
    ],
)
def test_the_title_tells_a_child_s_kind_where_no_column_does(world, kind, programme, expected):
    assert seen(world, "orphan", kind=kind, programme=programme)["kind"] == expected
