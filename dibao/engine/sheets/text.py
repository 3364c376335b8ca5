"""CSV and its relatives: any of the encodings and separators that offices and banks use."""

import codecs
import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from dibao.engine.errors import UsageError
from dibao.engine.sheets.model import RawSheet

SEPARATORS = "\t,;|"
csv.field_size_limit(10_000_000)


def read(path: Path) -> Iterator[RawSheet]:
    """A text file is one sheet without a name."""
    yield RawSheet("", "", "", _rows(path))


def read_records(path: Path) -> list[dict[str, str]]:
    """A CSV with a header in its first line, as WPS, Excel or a program saved it; short lines are filled up with nothing."""
    if not path.is_file():
        raise UsageError(str(path), "没有这个文件", "请检查路径后再运行")
    lines = [row for _, row in _rows(path)] or [[]]
    return [dict(zip_longest(lines[0], row[: len(lines[0])], fillvalue="")) for row in lines[1:] if any(row)]


def _rows(path: Path) -> Iterator[tuple[int, list]]:
    encoding = find_encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        separator = _separator(stream.read(20_000))
        stream.seek(0)
        for number, row in enumerate(csv.reader(stream, delimiter=separator), 1):
            yield number, [_bare(cell) for cell in row]


def _bare(cell: str) -> str:
    """`="4312…"` keeps Excel from rounding a number; the quotes are not part of it."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell.lstrip("\ufeff")


def _separator(sample: str) -> str:
    """The separator that most lines agree on."""
    lines = [line for line in sample.splitlines()[:40] if line.strip()]
    return max(
        SEPARATORS,
        key=lambda mark: sum(mark in line for line in lines) * 1000 + sum(line.count(mark) for line in lines),
    )


def find_encoding(path: Path) -> str:
    """The encoding of a text file; what is not UTF-8 is GB18030."""
    with path.open("rb") as stream:
        head = stream.read(4096)
        if encoding := _by_mark(head):
            return encoding
        stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
        except UnicodeDecodeError:
            return "gb18030"
    return "utf-8"


def _by_mark(head: bytes) -> str:
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) > len(head) // 10 and min(zeros) == 0:
        return "utf-16-le" if zeros[1] else "utf-16-be"
    return ""


def decode_head(head: bytes) -> str:
    """The beginning of a file as text, good enough to look for a tag."""
    return head.decode(_by_mark(head) or "utf-8", errors="replace")


def is_binary(head: bytes) -> bool:
    """Whether the bytes cannot be text in any encoding that occurs."""
    return not _by_mark(head) and sum(byte < 9 or 13 < byte < 27 for byte in head) > len(head) // 100
