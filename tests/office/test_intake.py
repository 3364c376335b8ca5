"""What units send: read, confirmed, accepted, withdrawn; nothing lost, nothing guessed."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from dibao.engine.workbooks.template import template_bytes
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.audit import AuditEvent
from dibao.office.base.scope import seeing, seeing_all
from dibao.office.campaigns.book import book
from dibao.office.intake import actions, places
from dibao.office.intake.jobs import check_upload
from dibao.office.intake.models import SenderMapping, Sheet, Upload
from dibao.office.intake.queries import datasets
from tests.journeys.hamlet import citizen, hamlet, write_book
from tests.office.gathering import add_villages, files_of, running_campaign, send


@pytest.fixture
def campaign(county):
    add_villages(county)
    return running_campaign(county)


@pytest.fixture
def admin(county):
    return county["county_admin"]


def workbook(tmp_path, rows: list, name="名单.xlsx", sheet="Sheet1") -> SimpleUploadedFile:
    write_book(tmp_path / name, {sheet: rows})
    return SimpleUploadedFile(name, (tmp_path / name).read_bytes())


DEATHS = [["姓名", "身份证号", "死亡日期", "注销日期"], ["赵一", citizen(501), "2023-01-05", "2023-01-09"]]
CARDS = [["甲栏", "乙栏", "丙栏"], ["赵一", citizen(501), "湘A00001"], ["赵二", citizen(502), "湘A00002"]]


def test_an_upload_is_read_and_every_row_has_a_fate(county, campaign, tmp_path):
    upload = send(county, campaign, files_of(hamlet(), tmp_path))
    with seeing_all("test"):
        assert upload.state == "checked"
        sheets = list(upload.sheets.all())
        assert {"roster", "payment", "death"} <= {s.table for s in sheets}
        for sheet in sheets:
            c = sheet.counts
            assert c["data"] == c["used"] + c["set_aside"] + c["repeats"]
            assert c["nonempty"] == c["title"] + c["header"] + c["total"] + c["note"] + c["blocks"] + c["data"]


def test_accepted_data_lie_where_a_screening_reads_them(county, campaign, admin, tmp_path):
    upload = send(county, campaign, [workbook(tmp_path, DEATHS, "公安死亡人员.xlsx")])
    with seeing(admin.sight()):
        actions.accept(by=admin, upload=upload)
        assert (places.data(campaign) / upload.folder / "公安死亡人员.xlsx").exists()
        assert (places.data(campaign) / "policy.toml").exists()
        death = next(d for d in datasets(campaign) if d.code == "death")
        assert death.used == 1 and "R01" in death.rules
        assert AuditEvent.objects.filter(code="data.accept", subject=str(upload.pk)).exists()


def test_what_is_not_recognised_is_not_accepted_in_silence(county, campaign, admin, tmp_path):
    upload = send(county, campaign, [workbook(tmp_path, CARDS, "某表.xlsx")])
    with seeing(admin.sight()), pytest.raises(Refused, match="没认出来"):
        actions.accept(by=admin, upload=upload)
    sheet = upload.sheets.get()
    with seeing(admin.sight()):
        actions.ignore_sheet(by=admin, sheet=sheet)
        assert actions.accept(by=admin, upload=upload).state == "accepted"


def test_a_mapping_is_used_and_remembered_for_the_sender(county, campaign, admin, tmp_path):
    upload = send(county, campaign, [workbook(tmp_path, CARDS, "某表.xlsx")])
    said = {"甲栏": "name", "乙栏": "id_no", "丙栏": "plate"}
    with seeing(admin.sight()):
        actions.map_sheet(by=admin, sheet=upload.sheets.get(), table="vehicle", columns=said)
        check_upload(upload)
        assert upload.sheets.get().table == "vehicle" and upload.sheets.get().counts["used"] == 2
    again = send(
        county, campaign, [workbook(tmp_path, [*CARDS, ["赵三", citizen(503), "湘A00003"]], "另一个名字.xlsx")]
    )
    assert again.sheets.get().table == "vehicle"
    other = send(
        county, campaign, [workbook(tmp_path, CARDS, "某表.xlsx")], unit="青山镇", who="township_handler@青山镇"
    )
    assert other.sheets.get().table == ""
    assert SenderMapping.objects.count() == 1


@pytest.mark.parametrize(
    "table, columns, words",
    [
        ("", {}, "请选一种数据表"),
        ("vehicle", {"甲栏": "no_such"}, "没有这些列"),
        ("vehicle", {"甲栏": "name", "乙栏": "name"}, "同一项"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(county, campaign, admin, tmp_path, table, columns, words):
    upload = send(county, campaign, [workbook(tmp_path, CARDS, "某表.xlsx")])
    with seeing(admin.sight()), pytest.raises(Refused, match=words):
        actions.map_sheet(by=admin, sheet=upload.sheets.get(), table=table, columns=columns)


def test_a_changed_shape_is_told(county, campaign, admin, tmp_path):
    first = send(county, campaign, [workbook(tmp_path, DEATHS, "公安死亡人员.xlsx")])
    with seeing(admin.sight()):
        actions.accept(by=admin, upload=first)
    wider = [[*row, extra] for row, extra in zip(DEATHS, ["火化地点", "殡仪馆"], strict=True)]
    second = send(county, campaign, [workbook(tmp_path, wider, "公安死亡人员.xlsx")])
    assert "多了 火化地点" in second.sheets.get().warning
    assert first.sheets.get().warning == ""


def test_rows_to_mend_come_back_in_the_senders_own_workbook(county, campaign, tmp_path):
    spoilt = [*DEATHS, ["", "", "2023-02-03", ""]]
    upload = send(county, campaign, [workbook(tmp_path, spoilt, "公安死亡人员.xlsx")])
    [copy] = places.returned(upload).rglob("*.xlsx")
    words = [str(cell.value) for row in load_workbook(copy).worksheets[0].iter_rows() for cell in row if cell.value]
    assert copy.name == "公安死亡人员（退回）.xlsx" and "错误说明" in "".join(words)
    assert upload.sheets.get().returned == 1


def test_a_withdrawn_batch_leaves_later_screenings(county, campaign, admin, tmp_path):
    upload = send(county, campaign, [workbook(tmp_path, DEATHS, "公安死亡人员.xlsx")])
    with seeing(admin.sight()):
        actions.accept(by=admin, upload=upload)
        with pytest.raises(Refused, match="理由"):
            actions.withdraw(by=admin, upload=upload, reason=" ")
        actions.withdraw(by=admin, upload=upload, reason="来源部门更正")
        assert "来源部门更正" in (places.data(campaign) / "policy.toml").read_text("utf-8")
        assert all(not d.sheets for d in datasets(campaign))
        actions.restore(by=admin, upload=upload)
        assert "来源部门更正" not in (places.data(campaign) / "policy.toml").read_text("utf-8")


def test_a_zip_is_opened_and_nothing_leaves_its_folder(county, campaign, tmp_path):
    data = workbook(tmp_path, DEATHS, "公安死亡人员.xlsx").read()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../公安死亡人员.xlsx", data)
        archive.writestr("说明.txt", "请查收")
    upload = send(county, campaign, [SimpleUploadedFile("资料.zip", stream.getvalue())])
    assert [f.name for f in upload.files.all()] == ["公安死亡人员.xlsx"]
    assert [p.name for p in places.files_of(upload).iterdir()] == ["公安死亡人员.xlsx"]


@pytest.mark.parametrize("name, words", [("照片.jpg", "不是表格"), ("坏.zip", "打不开")])
def test_what_is_no_sheet_is_refused_with_a_sentence(county, campaign, admin, name, words):
    with seeing(admin.sight()), pytest.raises(Refused, match=words):
        actions.receive(
            by=admin, campaign=campaign, unit=county.units["示例县"], files=[SimpleUploadedFile(name, b"x" * 50)]
        )


def test_an_unreadable_file_is_named(county, campaign, tmp_path):
    upload = send(county, campaign, [SimpleUploadedFile("花名册.xlsx", b"PK\x03\x04 not a workbook")])
    assert upload.state == "failed"
    assert upload.files.get().trouble


def test_nobody_sends_for_another_area_or_accepts_without_the_right(county, campaign, tmp_path):
    handler = county["township_handler@青山镇"]
    with seeing(handler.sight()), pytest.raises(Refused, match="管辖范围"):
        actions.receive(by=handler, campaign=campaign, unit=county.units["白水乡"], files=[workbook(tmp_path, DEATHS)])
    upload = send(
        county,
        campaign,
        [workbook(tmp_path, DEATHS, "公安死亡人员.xlsx")],
        unit="青山镇",
        who="township_handler@青山镇",
    )
    with seeing(handler.sight()), pytest.raises(NotAllowed):
        actions.accept(by=handler, upload=upload)
    with seeing(county["township_handler@白水乡"].sight()):
        assert not Upload.objects.filter(pk=upload.pk).exists()


def test_a_policy_that_is_wrong_is_refused_with_its_sentence(county, campaign, admin):
    with seeing(admin.sight()):
        with pytest.raises(Refused, match="standard"):
            actions.set_policy(
                by=admin, area=county.areas["示例县"], text="[[standard]]\nfrom = 2023-01-01\nscope = 'nowhere'\n"
            )
        text = '[[standard]]\nscope = "all"\nfrom = 2020-01-01\nyuan_per_month = 450.0\n'
        actions.set_policy(by=admin, area=county.areas["示例县"], text=text)
        assert "450" in (places.data(campaign) / "policy.toml").read_text("utf-8")


@pytest.mark.parametrize("code", sorted(book().tables))
def test_a_template_is_recognised_as_its_table(code, county, campaign, tmp_path):
    """What a sender types under our own headers is read back as this table."""
    table = book().tables[code]
    sheet = load_workbook(io.BytesIO(template_bytes(table))).worksheets[0]
    assert [cell.value for cell in sheet[1]] == [table.columns[n].names[0] for n, _ in _ordered(table)]


def _ordered(table):
    from dibao.engine.workbooks.template import _ordered as ordered

    return ordered(table, {name.split("=")[0] for group in table.required for name in group})


def test_the_pages_of_gathering(sign_in, campaign, tmp_path, county, django_capture_on_commit_callbacks):
    client = sign_in("county_admin")
    with django_capture_on_commit_callbacks(execute=True):
        files = [workbook(tmp_path, DEATHS, "公安死亡人员.xlsx")]
        where = client.post("/uploads/new/", {"unit": county.units["示例县"].pk, "files": files})["Location"]
    page = client.get(where)
    assert "公安死亡人员.xlsx" in page.text and "待确认" in page.text
    with seeing_all("test"):
        sent = Upload.objects.get()
        sheet = Sheet.objects.get()
    assert client.get(f"/sheets/{sheet.pk}/map/").status_code == 200
    page = client.post(f"/uploads/{sent.pk}/accept/", {"version": sent.version}, follow=True)
    assert "已入库" in page.text
    for address in (
        "/uploads/",
        "/datasets/",
        "/datasets/death/",
        "/datasets/death/template/",
        "/policy/",
        "/disputes/",
    ):
        assert client.get(address).status_code == 200, address


def test_a_doubt_about_data_goes_to_its_end(sign_in, campaign):
    client = sign_in("county_admin")
    client.post(
        "/disputes/", {"table": "death", "question": "赵一健在，登记有误", "place": "公安死亡人员.xlsx 第 2 行"}
    )
    from dibao.office.intake.models import Dispute

    with seeing_all("test"):
        dispute = Dispute.objects.get()
    for step, extra in (("send", {}), ("answer", {"answer": "已更正", "corrected": "on"}), ("close", {})):
        assert client.post(f"/disputes/{dispute.pk}/{step}/", extra).status_code == 302
    with seeing_all("test"):
        dispute.refresh_from_db()
        assert dispute.state == "closed" and dispute.corrected
