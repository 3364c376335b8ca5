"""Read a TOML file that somebody typed: what is wrong with it is told by line, in Chinese."""

import re
import tomllib
from pathlib import Path

from dibao.engine.errors import UserError

_WIDE = str.maketrans("“”‘’＝，［］｛｝＃．", "\"\"''=,[]{}#.")
# What tomllib says → what was typed; the first that fits counts.
_SAID = (
    (r"Invalid date", "没有这一天"),
    (r"overwrite|Duplicate|twice|mutate immutable", "同一个设置写了两次，或者写了两个同名的段"),
    (r"Unterminated|Illegal character|Found invalid character|Expected \"'\"", "引号没有配对，或者文字里有换行"),
    (
        r"Expected '='|Invalid initial character|Invalid statement",
        "等号左边的名称要用英文；是中文的（如表头、文件名），用半角引号括起来",
    ),
    (r"Expected '\]'|Unclosed array|Expected '\]\]'", "方括号没有配对"),
    (r"Unclosed inline table|inline table", "花括号没有配对，或者一行里有多余的逗号"),
    (r"Invalid value", "等号右边应是数字、2024-04-30 这样的日期，或用半角引号括起来的文字"),
    (r"after a statement", "一行只能写一个设置，后面有多余的内容"),
)


def read_toml(path: Path) -> tuple[dict, str]:
    """The document and its text; both empty without a file. `UserError` names the line that cannot be understood."""
    if not path.exists():
        return {}, ""
    if not path.is_file():
        raise UserError(path.name, "应是一个文本文件，这里却是文件夹", "改名或移走后再运行")
    text = _text(path)
    try:
        return tomllib.loads(text), text
    except (ValueError, RecursionError) as error:
        what, todo = _sentence(str(error), text)
        raise UserError(path.name, what, todo) from error


def _text(path: Path) -> str:
    """UTF-8, or what an old Notepad calls ANSI."""
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(
        path.name, "不是文本文件，或者文字编码读不出来", "用记事本打开，另存为 UTF-8 编码的文本文件后再运行"
    )


def _sentence(error: str, text: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    lines = text.splitlines()
    found = re.search(r"at line (\d+)", error)
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'|#.*", "", line)
    if bare.translate(_WIDE) != bare:
        return f"第 {number} 行看不懂：{line[:60]}", f"这一行有全角的标点，请改成半角的：{line.translate(_WIDE)[:60]}"
    known = (what for sign, what in _SAID if re.search(sign, error))
    return f"第 {number} 行看不懂：{line[:60]}", f"{next(known, '请照样子修改后再运行')}（TOML：{error}）"
