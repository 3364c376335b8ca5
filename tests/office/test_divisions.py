"""Areas: the list from a file, the tree, names, mergers, codes of our own."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dibao.office.accounts import actions
from dibao.office.accounts.area_file import BadRow, read_areas
from dibao.office.accounts.models import Area, Tenure
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.audit import AuditEvent

TODAY = timezone.localdate()


def rows_of(tmp_path, text: str) -> list:
    """What is read from a CSV file with this text."""
    path = tmp_path / "名录.csv"
    path.write_text(text, "utf-8-sig")
    return read_areas(path, "名录.csv")


def take(county, tmp_path, text: str):
    return actions.import_areas(by=county["county_admin"], file="名录.csv", rows=rows_of(tmp_path, text))


LIST = """区划代码,名称,别名,启用日期,前身
431299103000,黄沙镇,,2020-01-01,
431299103201,石桥村,石桥大队、老石桥,2020.5.1,431299102201
431299101201,大塘村,大塘大队,,
"""


def test_a_national_list_becomes_areas_with_aliases_days_and_predecessors(county, tmp_path):
    result = take(county, tmp_path, LIST)
    assert (result.added, result.changed, result.same, result.refused) == (2, 1, 0, [])
    bridge = Area.objects.get(code="431299103201")
    assert (bridge.path, str(bridge.valid_from), bridge.parent.name) == ("黄沙镇 / 石桥村", "2020-05-01", "黄沙镇")
    assert bridge.alias_words == "石桥大队、老石桥"
    assert [a.name for a in bridge.predecessors.all()] == ["河口村"]
    again = take(county, tmp_path, LIST)
    assert (again.added, again.changed, again.same) == (0, 0, 3)


def test_a_list_of_villages_brings_the_townships_that_it_names(county, tmp_path):
    result = take(
        county,
        tmp_path,
        "序号,行政区划代码,所属乡镇,村名\n1,431299104001,新安街道,城关社区\n2,431299104002,新安街道,东门社区\n",
    )
    assert [(a.code, a.name) for a in result.above] == [("431299104", "新安街道")]
    assert Area.objects.get(code="431299104002").path == "新安街道 / 东门社区"


def test_village_groups_without_code_get_one_of_ours(county, tmp_path):
    text = "乡镇,村,村民小组\n青山镇,大塘村,一组\n青山镇,大塘村,二组\n青山镇,没有村,一组\n"
    result = take(county, tmp_path, text)
    groups = Area.objects.filter(level="group")
    assert [(g.code, g.name, g.quasi) for g in groups] == [
        ("431299101201001", "一组", True),
        ("431299101201002", "二组", True),
    ]
    assert [bad.where for bad in result.refused] == ["名录.csv 第 4 行"]
    assert take(county, tmp_path, text).same == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("43129910320,少一位村,,,", "区划代码“43129910320”不对"),
        ("431299103209,,,,", "没有名称"),
        ("431299103209,坏日子村,,五月底,", "日期“五月底”看不懂"),
        ("431299199201,没上级村,,,", "还没有，请先加上级"),
        ("431298101201,邻县的村,,,", "的上级"),
        ("431299101203,新村,,,没听说村", "前身“没听说村”没有找到"),
        (",只有名字村,旧名村,2020-01-01,", "没有区划代码，也看不出它的上级"),
    ],
)
def test_a_bad_row_comes_back_with_its_place_and_nothing_is_lost(county, tmp_path, row, why):
    result = take(county, tmp_path, LIST + row + "\n")
    assert result.total == 4
    assert [bad.where for bad in result.refused] == ["名录.csv 第 5 行"]
    assert why in result.refused[0].why


def test_a_sheet_without_headers_says_so(tmp_path):
    assert "没有找到“区划代码”“名称”" in rows_of(tmp_path, "序号,电话\n1,13800138000\n2,13800138001\n")[0].why
    assert isinstance(rows_of(tmp_path, "区划代码,名称\n")[0], BadRow)


def test_the_page_takes_the_file_and_accounts_for_every_row(sign_in, county):
    client = sign_in("county_admin")
    file = SimpleUploadedFile("名录.csv", (LIST + "4312,错,,,\n").encode("utf-8-sig"))
    html = client.post("/areas/import/", {"file": file}).content.decode()
    assert "共 4 行" in html and "名录.csv 第 5 行" in html and "区划代码“4312”不对" in html
    assert client.get("/areas/?q=石桥大队").content.decode().count("431299103201") >= 1
    broken = client.post("/areas/import/", {"file": SimpleUploadedFile("名录.xlsx", b"PK\x03\x04 broken")})
    assert "文件已损坏或不完整" in broken.content.decode()


def test_only_administrators_touch_areas(county, sign_in):
    with pytest.raises(NotAllowed):
        actions.rename_area(by=county["township_handler"], area=county.areas["大塘村"], name="别的村")
    assert sign_in("township_handler").get("/areas/").status_code == 403


def test_renaming_keeps_the_old_name_as_an_alias(county):
    village = county.areas["大塘村"]
    actions.rename_area(by=county["county_admin"], area=village, name="大塘新村")
    assert village.alias_words == "大塘村"
    event = AuditEvent.objects.get(code="area.rename")
    assert (event.old, event.new) == ({"name": "大塘村"}, {"name": "大塘新村"})
    with pytest.raises(Refused, match="就是青山镇 / 小溪村的名称"):
        actions.add_alias(by=county["county_admin"], area=village, name="小溪村")


def leave(area: Area) -> None:
    """Nobody sits there any more."""
    Tenure.objects.filter(post__unit__area=area).update(to_day=TODAY)


def test_a_merged_village_is_closed_and_its_heir_sees_its_records(county):
    gone, into = county.areas["小溪村"], county.areas["大塘村"]
    with pytest.raises(Refused, match="还有人在岗"):
        actions.merge_areas(by=county["county_admin"], areas=[gone], into=into, day=TODAY)
    leave(gone)
    actions.merge_areas(by=county["county_admin"], areas=[gone], into=into, day=TODAY)
    gone.refresh_from_db()
    assert gone.valid_to is not None and into.alias_words == "小溪村"
    worker = county["village_worker@大塘村"]
    assert [reach.area for reach in worker.sight().reaches] == [into.code, gone.code]
    assert not worker.sees_area(county.areas["河口村"].code)


def test_a_village_that_was_split_is_seen_by_neither_half_whole(county):
    """Nobody can tell whose its old records are: the township decides."""
    admin, old = county["county_admin"], county.areas["小溪村"]
    leave(old)
    for code in ("431299101210", "431299101211"):
        actions.add_area(by=admin, code=code, name=f"小溪{code[-1]}村", predecessors=(old,))
    actions.close_area(by=admin, area=old, day=TODAY)
    assert Area.objects.get(code="431299101210").inherited() == []


def test_a_closed_area_must_be_empty(county):
    with pytest.raises(Refused, match="下面还有“大塘村”"):
        actions.close_area(by=county["county_admin"], area=county.areas["青山镇"], day=TODAY)


def test_a_development_zone_gets_quasi_codes(sign_in, county):
    client = sign_in("county_admin")
    response = client.post("/areas/431299/add/", {"name": "工业园区", "code": ""}, follow=True)
    assert "准代码" in response.content.decode()
    assert Area.objects.get(name="工业园区").code == "431299901"
    assert actions.next_quasi_code(Area.objects.get(name="工业园区")) == "431299901901"


def test_the_tree_shows_what_lies_inside(sign_in):
    client = sign_in("county_admin")
    html = client.get("/areas/431299101/").content.decode()
    assert "大塘村" in html and "小溪村" in html and "河口村" not in html
    assert client.get("/areas/431298/").status_code == 404


def test_lines_that_look_like_remarks_are_named(county, tmp_path):
    [row, remark] = sorted(
        rows_of(tmp_path, "区划代码,名称\n431299101210,新村\n说明：只列新设的村,\n"), key=lambda r: hasattr(r, "why")
    )
    assert row.code == "431299101210" and "1 行像说明或合计" in remark.why and "只列新设的村" in remark.why


def test_a_roster_is_not_taken_for_a_list_of_areas(county, tmp_path):
    people = "".join(f"青山镇,大塘村,{n}组,赵{n},11010519491231002X\n" for n in "一二三四")
    [refused] = rows_of(tmp_path, "乡镇,村,组,姓名,身份证号\n" + people)
    assert refused.why == "这是人员名单，不是区划名录，4 行都没有用"
