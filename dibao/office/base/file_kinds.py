"""What a file is, by its content; its name is asked only where contents look alike."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

HEAD = 65536  # bytes looked at


@dataclass(frozen=True)
class Kind:
    """`endings`: what its name may end in; `type`: what a browser is told."""

    title: str
    endings: tuple[str, ...]
    type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "xlsx": Kind("Excel 工作簿（xlsx）", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
    "xls": Kind("Excel 97 工作簿（xls）", (".xls", ".et"), "application/vnd.ms-excel"),
    "csv": Kind("CSV 表格", (".csv", ".txt"), "text/csv"),
    "zip": Kind("zip 压缩包", (".zip",), "application/zip"),
    "pdf": Kind("PDF 文档", (".pdf",), "application/pdf"),
    "docx": Kind("Word 文档（docx）", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
    "jpg": Kind("照片（jpg）", (".jpg", ".jpeg"), "image/jpeg"),
    "png": Kind("图片（png）", (".png",), "image/png"),
}
ALL = tuple(KINDS)
TABLES = ("xlsx", "xls", "csv", "zip")  # what data come in
PAPERS = ("pdf", "docx", "jpg", "png", "xlsx")  # what evidence comes in
SIGNS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xd0\xcf\x11\xe0", "xls"))


def kind_of(source, name: str) -> str | None:
    """One of `KINDS`, or nothing for everything else."""
    source.seek(0)
    head = source.read(HEAD)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _packed(source)
    sign = next((kind for start, kind in SIGNS if head.startswith(start)), None)
    if sign or Path(name).suffix.lower() not in KINDS["csv"].endings:
        return sign
    return "csv" if _is_text(head) else None


def _packed(source) -> str | None:
    """What a zip is: a workbook, a letter, or a plain one. Only its list of names is read."""
    source.seek(0)
    try:
        with ZipFile(source) as packed:
            names = set(packed.namelist())
    except BadZipFile:
        return None
    if "[Content_Types].xml" not in names:
        return "zip"
    return "xlsx" if "xl/workbook.xml" in names else "docx" if "word/document.xml" in names else None


def _is_text(head: bytes) -> bool:
    """Text as departments send it; a character may be cut at the end of what was read."""
    if b"\0" in head:
        return False
    return any(_decodes(head, encoding) for encoding in ("utf-8", "gb18030"))


def _decodes(head: bytes, encoding: str) -> bool:
    for cut in range(4):
        try:
            head[: len(head) - cut].decode(encoding)
            return True
        except UnicodeDecodeError:
            continue
    return False
