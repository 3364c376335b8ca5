"""Kept files: looked into, kept once, taken only by those who may open their record."""

import io
import os
import zipfile

import pytest
import xlsxwriter
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from dibao.office.accounts.models import Area
from dibao.office.base.actions import Refused
from dibao.office.base.audit import AuditEvent
from dibao.office.base.file_kinds import PAPERS, TABLES
from dibao.office.base.files import KeptFile, UploadField, files_of, keep
from dibao.office.base.jobs import Job
from dibao.office.base.scope import seeing_all
from dibao.office.campaigns.models import Campaign


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return file.getvalue()


def workbook() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(0, 0, "户主")
    return file.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
GOOD = {
    "名单.xlsx": (workbook(), "xlsx"),
    "老名单.XLS": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "xls"),
    "名单.csv": ("姓名,证件号\n赵一,431299\n".encode("gb18030"), "csv"),
    "半个字.csv": (("姓名" * 40000).encode(), "csv"),
    "材料.zip": (packed("a.txt"), "zip"),
    "审批表.pdf": (b"%PDF-1.4 ...", "pdf"),
    "说明.docx": (packed("[Content_Types].xml", "word/document.xml"), "docx"),
    "门牌.JPEG": (b"\xff\xd8\xff\xe0...", "jpg"),
    "截图.png": (PNG, "png"),
}
BAD = {
    "程序.exe": (b"MZ\x90\0", "不是可以上传的文件"),
    "程序.xlsx": (b"MZ\x90\0", "不是可以上传的文件"),
    "表格.csv": (b"a,b\0\xff\xff", "不是可以上传的文件"),
    "坏了.zip": (b"PK\x03\x04 broken", "不是可以上传的文件"),
    "演示.pptx": (packed("[Content_Types].xml", "ppt/presentation.xml"), "不是可以上传的文件"),
    "名单.xls": (workbook(), "内容其实是Excel 工作簿（xlsx）"),
    "照片.pdf": (PNG, "内容其实是图片（png）"),
    "空.pdf": (b"", "是空文件"),
}


@pytest.fixture
def owner(county) -> Job:
    """A record that files may hang on: seen by the county's admin only."""
    return Job.objects.create(kind="x", title="记录", owner=county["county_admin"])


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("name", GOOD)
def test_kept_by_what_it_is(owner, county, name):
    content, kind = GOOD[name]
    file = keep(upload(name, content), owner=owner, by=county["county_admin"], label="附件")
    assert (file.kind, file.name, file.size) == (kind, name, len(content))
    assert file.path.read_bytes() == content
    assert os.stat(file.path).st_mode & 0o077 == 0  # for nobody else on the machine
    assert list(files_of(owner)) == [file]


@pytest.mark.parametrize("name", BAD)
def test_refused_with_a_sentence(owner, county, name):
    content, words = BAD[name]
    with pytest.raises(Refused, match=words):
        keep(upload(name, content), owner=owner, by=county["county_admin"])
    assert not KeptFile.objects.exists()
    assert not list(settings.MEDIA_ROOT.glob(".upload-*"))


def test_too_large(owner, county, monkeypatch):
    monkeypatch.setattr("dibao.office.base.files.LARGEST", 10)
    with pytest.raises(Refused, match="最大"):
        keep(upload("a.png", PNG), owner=owner, by=county["county_admin"])


def test_the_same_content_is_kept_once_under_both_names(owner, county, tmp_path):
    (tmp_path / "乙.png").write_bytes(PNG)
    one = keep(upload("甲.png", PNG), owner=owner, by=county["county_admin"])
    two = keep(tmp_path / "乙.png", owner=owner, by=None)
    assert one.path == two.path and (one.name, two.name) == ("甲.png", "乙.png")


def test_taken_by_those_who_may_open_the_record_and_told(sign_in, owner, county, client):
    file = keep(upload("审批表.pdf", b"%PDF-1.4"), owner=owner, by=county["county_admin"])
    answer = sign_in("county_admin").get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(file.get_absolute_url() + "?look=1")["Content-Disposition"].startswith("inline")
    assert AuditEvent.objects.filter(code="file.open", label="记录", new={"file": "审批表.pdf"}).count() == 2
    client.post("/sign-out/")
    assert sign_in("county_reviewer").get(file.get_absolute_url()).status_code == 404


def test_never_shown_in_the_page_what_a_browser_might_run(sign_in, owner, county):
    file = keep(upload("a.csv", b"<script>alert(1)</script>"), owner=owner, by=county["county_admin"])
    answer = sign_in("county_admin").get(file.get_absolute_url() + "?look=1")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_scoped_record_opens_its_files_to_those_who_see_it(sign_in, county):
    days = {"starts_on": "2024-04-01", "ends_on": "2024-07-31", "template": "s0", "scope": "rural"}
    there = Area.objects.create(code="431298", name="邻县", level="county")
    files = []
    with seeing_all("a campaign here and one elsewhere"):
        for area in (county.areas["示例县"], there):
            campaign = Campaign.objects.create(title="专项", area=area, area_code=area.code, **days)
            files.append(keep(upload("方案.png", PNG), owner=campaign, by=None))
    client = sign_in("county_admin")
    assert [client.get(f.get_absolute_url()).status_code for f in files] == [200, 404]


def test_a_record_that_says_nothing_keeps_its_files_to_itself(sign_in, county):
    file = keep(upload("a.png", PNG), owner=county.areas["示例县"], by=None)  # neither scoped nor with a hook
    assert sign_in("county_admin").get(file.get_absolute_url()).status_code == 404


class Sheet(forms.Form):
    """A form with files."""

    lists = UploadField(label="名单", kinds=TABLES, many=True)
    proof = UploadField(label="证据", kinds=PAPERS, required=False)


def test_in_a_form_the_error_stands_at_its_field():
    uploads = [upload("a.xlsx", workbook()), upload("b.exe", b"MZ")]
    form = Sheet({}, MultiValueDict({"lists": uploads}))
    assert "“b.exe”不是可以上传的文件" in form.errors["lists"][0]
    form = Sheet({}, MultiValueDict({"lists": uploads[:1]}))
    assert form.is_valid() and [f.name for f in form.cleaned_data["lists"]] == ["a.xlsx"]
    assert form.cleaned_data["proof"] is None
    assert Sheet({}, MultiValueDict()).errors["lists"] == ["请选择文件"]
    assert " multiple" in str(Sheet()["lists"]) and 'accept=".xlsx,.xls' in str(Sheet()["lists"])
