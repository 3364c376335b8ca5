"""Files of every kind are opened by what they are, not by what they are called."""

import zipfile
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from dibao.engine.errors import UnreadableFile
from dibao.engine.sheets import SheetTable, is_data_file, open_file, read_layout

LINES = ["姓名,身份证号,死亡日期", "赵六,431228195001011235,2022-11-10", "钱七,431228196203044321,2023-01-02"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def tables(path: Path) -> list[SheetTable]:
    """Every sheet of a file, laid out."""
    return [read_layout(raw) for raw in open_file(path, path.name)]


def complaint(path: Path) -> str:
    """What the user is told about a file that cannot be read."""
    with pytest.raises(UnreadableFile) as caught:
        tables(path)
    return str(caught.value)


def workbook(path: Path, rows: int = 3) -> Path:
    """A small clean workbook."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "死亡日期"])
    for i in range(rows):
        book.active.append([f"赵{i}", f"43122819500101{i % 10000:04d}", "2022-11-10"])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_is_read_in_any_encoding_with_any_separator(tmp_path, encoding, separator):
    path = tmp_path / "死亡.csv"
    path.write_bytes("\r\n".join(LINES).replace(",", separator).encode(encoding))
    (sheet,) = tables(path)
    assert [column.header for column in sheet.columns] == ["姓名", "身份证号", "死亡日期"]
    assert [sheet.columns[0].cell(i) for i in range(2)] == ["赵六", "钱七"]


def test_a_number_kept_from_excel_by_a_formula_is_bare_and_a_blank_line_keeps_its_number(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('姓名,身份证号\n\n"赵六","=""431228195001011235"""\n', "utf-8")
    (sheet,) = tables(path)
    assert sheet.columns[1].cell(0) == "431228195001011235"
    assert list(sheet.rows) == [3]


@pytest.mark.parametrize("name", ["a.xls", "a.csv", "a.xlsx"])
def test_a_workbook_is_known_under_any_name(tmp_path, name):
    (sheet,) = tables(workbook(tmp_path / name))
    assert sheet.counts.data == 3


def test_text_called_xls_is_read(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("\n".join(LINES).replace(",", "\t"), "gb18030")
    assert tables(path)[0].counts.data == 2


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_a_web_page_called_xls_is_read_with_its_spans(tmp_path, encoding):
    path = tmp_path / "a.xls"
    head = "<tr><th rowspan=2>序号</th><th colspan=2>户主</th></tr><tr><th>姓名</th><th>身份证号</th></tr>"
    page = f"<html><meta charset={encoding}><table>{head}<tr><td>1<td>赵六<td>431228195001011235</tr></table></html>"
    path.write_bytes(page.encode(encoding))
    (sheet,) = tables(path)
    assert [column.header for column in sheet.columns] == ["序号", "户主/姓名", "户主/身份证号"]
    assert sheet.columns[2].cell(0) == "431228195001011235"


def test_excel_2003_xml_is_read(tmp_path):
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    rows = "".join(
        "<Row>" + "".join(f"<Cell><Data ss:Type='String'>{c}</Data></Cell>" for c in line.split(",")) + "</Row>"
        for line in LINES
    )
    text = f"<?xml version='1.0' encoding='utf-8'?><Workbook xmlns='{space}' xmlns:ss='{space}'><Worksheet ss:Name='名单'><Table>{rows}</Table></Worksheet></Workbook>"
    path = tmp_path / "a.xls"
    path.write_text(text, "utf-8")
    (sheet,) = tables(path)
    assert (sheet.sheet, sheet.counts.data) == ("名单", 2)


def test_parquet_is_read(tmp_path):
    table = pyarrow.table({"姓名": ["赵六", "钱七"], "身份证号": ["431228195001011235", None]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")
    (sheet,) = tables(tmp_path / "a.parquet")
    assert (sheet.columns[1].cell(0), sheet.columns[1].cell(1)) == ("431228195001011235", None)


def test_an_empty_file_asks_for_a_new_export(tmp_path):
    (tmp_path / "a.xlsx").touch()
    assert "空的" in complaint(tmp_path / "a.xlsx") and "重新导出" in complaint(tmp_path / "a.xlsx")


def test_a_locked_file_asks_to_take_the_password_off(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600))
    assert "去掉打开密码" in complaint(path)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_truncated_workbook_says_so(tmp_path, keep):
    path = workbook(tmp_path / "a.xlsx", 500)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])
    assert "另存为" in complaint(path) and "a.xlsx" in complaint(path)


def test_a_corrupt_old_workbook_says_so(tmp_path):
    (tmp_path / "a.xls").write_bytes(OLE + bytes(range(256)) * 20)
    assert "损坏" in complaint(tmp_path / "a.xls")


def test_noise_called_xlsx_says_so(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(bytes(range(1, 27)) * 200)
    assert "损坏" in complaint(tmp_path / "a.xlsx")


def test_a_word_document_called_xlsx_says_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "a.xlsx" in complaint(tmp_path / "a.xlsx")


def test_an_archive_asks_to_be_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "名单.zip", "w") as archive:
        archive.writestr("a.csv", "x")
    assert "解压" in complaint(tmp_path / "名单.zip")


@pytest.mark.parametrize(
    "name", ["Thumbs.db", "~$名册.xlsx", ".a.xlsx", "通知.docx", "说明.txt", "扫描件.pdf", "照片.jpg", "policy.toml"]
)
def test_what_is_no_data_is_left_alone(name):
    assert not is_data_file(Path(name))


@pytest.mark.parametrize("name", ["a.xlsx", "A.XLS", "b.csv", "c.parquet", "d.xlsm"])
def test_tables_are_data(name):
    assert is_data_file(Path(name))
