"""A file becomes its sheets, whatever its name says it is."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from dibao.engine.errors import UnreadableFile
from dibao.engine.sheets import markup, text, workbook
from dibao.engine.sheets.model import RawSheet

TABLES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".csv", ".tsv", ".parquet"}
ARCHIVES = {".zip", ".rar", ".7z"}
ZIP, OLE, PARQUET, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PAR1", b"%PDF"
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head", b"<style", b"<div")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OPEN_AND_SAVE = "请用 WPS 或 Excel 打开后另存为 .xlsx 再放回来；打不开的，请发送单位重新导出"


def is_data_file(path: Path) -> bool:
    """Whether a file may hold a table: by its ending, lock files and hidden files left out."""
    name = path.name
    return path.suffix.lower() in TABLES | ARCHIVES and not name.startswith(("~$", ".", "._"))


def open_file(path: Path, relative: str) -> Iterator[RawSheet]:
    """The sheets of a file, one at a time; `UnreadableFile` says in one sentence what to do."""
    if path.suffix.lower() in ARCHIVES:
        raise UnreadableFile(relative, "这是压缩包", "请解压后把里面的表格放进文件夹")
    if path.stat().st_size == 0:
        raise UnreadableFile(relative, "文件是空的（0 字节），可能没有下载或复制完整", "请发送单位重新导出")
    sheets = _reader(path, relative)
    content = _digest(path)
    return _guarded(sheets, path, relative, content)


def _guarded(read: Callable, path: Path, relative: str, content: str) -> Iterator[RawSheet]:
    try:
        for sheet in read(path):
            sheet.file, sheet.content = relative, content
            sheet.rows = _guarded_rows(sheet.rows, relative)
            yield sheet
    except UnreadableFile:
        raise
    except workbook.Encrypted as error:
        raise UnreadableFile(relative, "文件设了打开密码", "请打开后去掉打开密码，另存一份再放回来") from error
    except workbook.BROKEN as error:
        raise UnreadableFile(relative, "文件已损坏或不完整，读不出来", OPEN_AND_SAVE) from error


def _guarded_rows(rows: Iterator, relative: str) -> Iterator:
    try:
        yield from rows
    except workbook.BROKEN as error:
        raise UnreadableFile(relative, "文件读到一半就断了，可能不完整", OPEN_AND_SAVE) from error


def _reader(path: Path, relative: str) -> Callable[[Path], Iterator[RawSheet]]:
    """What the first bytes say the file is; the ending is often wrong."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith(OLE):
        return _ole(path, relative)
    if head.startswith(ZIP):
        return workbook.read
    if head.startswith(PARQUET):
        return workbook.read_parquet
    if head.startswith(PDF):
        raise UnreadableFile(relative, "文件其实是 PDF", "请发送单位提供 Excel 或 CSV 表格")
    if text.decode_head(head).lstrip("\ufeff \r\n\t").lower().encode().startswith(MARKUP):
        return markup.read
    if text.is_binary(head):
        raise UnreadableFile(relative, "文件已损坏，或者不是表格文件", OPEN_AND_SAVE)
    return text.read


def _ole(path: Path, relative: str) -> Callable[[Path], Iterator[RawSheet]]:
    if _contains(path, ENCRYPTED):
        raise UnreadableFile(relative, "文件设了打开密码", "请打开后去掉打开密码，另存一份再放回来")
    if _contains(path, "WordDocument".encode("utf-16-le")):
        raise UnreadableFile(relative, "文件其实是 Word 文档", "请把其中的表格另存为 .xlsx")
    return workbook.read


def _contains(path: Path, needle: bytes) -> bool:
    tail = b""
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            if needle in tail + block:
                return True
            tail = block[-len(needle) :]
    return False


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
