"""What a screening says about the policy file: that there is none, or that words of it speak of nothing that was read."""

from collections.abc import Iterator
from pathlib import Path

from dibao.engine.errors import UsageError
from dibao.engine.policy_words import read_words
from dibao.engine.sheets.hints import places_of
from dibao.engine.toml_text import read_toml

NAME = "policy.toml"


def policy_notes(folder: Path, sheets: list[dict]) -> list[str]:
    """A sentence for each; `sheets` as in the report."""
    path = folder / NAME
    if not path.exists():
        return [_none(folder)]
    words = read_words(NAME, *read_toml(path))
    return list(_idle(words, sheets))


def _none(folder: Path) -> str:
    """Windows hides the ending of a file: what somebody filled in may be called policy.toml.txt."""
    near = sorted(p.name for p in folder.iterdir() if p.is_file() and p.name.lower().startswith("policy"))
    what = (
        f"{near[0]} 没有读，文件名要正好是 {NAME}"
        if near
        else f"没有 {NAME}：本县的低保标准、核定方式没有写明，有关规则不能核对"
    )
    return f"{what}。" + ("请改名后再运行" if near else f"用 dibao policy {folder} 生成一份，填好后再运行")


def _idle(words: dict, sheets: list[dict]) -> Iterator[str]:
    """Files that are named and were not read: a misspelt name would change nothing, in silence."""
    places = {place for sheet in sheets for place in places_of(sheet["file"], sheet["sheet"])}
    for place in words.get("columns", ()):
        if place not in places:
            yield f"{NAME} 的 [columns] 写的 {place} 没有对上任何文件或工作表，不起作用"
    for entry in words.get("withdraw", ()):
        place = entry["file"].replace("\\", "/") + (f"/{entry['sheet']}" if "sheet" in entry else "")
        if place not in places:
            yield f"{NAME} 的 [[withdraw]] 写的 {place} 没有对上任何文件或工作表，没有撤回"


def write_example(folder: Path, example: Path) -> Path:
    """Put the commented example into the folder, as an old Notepad too reads it; never over what somebody filled in."""
    path = folder / NAME
    try:
        with path.open("x", encoding="utf-8-sig", newline="\r\n") as file:
            file.write(example.read_text("utf-8"))
    except FileExistsError:
        raise UsageError(str(path), "已经有了，没有改动", "用记事本打开它修改；想要一份新的，先给它改名") from None
    return path
