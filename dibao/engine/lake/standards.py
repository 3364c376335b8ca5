"""The locality's standards by the names that households carry: codes, short names and former names of townships resolved."""

from collections import defaultdict
from collections.abc import Iterable

from dibao.engine.errors import UserError
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.values.areas import AreaList

Row = tuple[str, str, int, int, int]  # programme township from_month to_month fen


def standards_by_township(standards: Iterable[Row], areas: AreaList) -> list[Row]:
    """Rows for `raw.standard`; `""` = the whole county. Raises `UserError` for an area that is no township of the county.

    Two names of one township share its spans; before a township's own standard begins, the county's holds there.
    """
    groups: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for programme, text, start, _, fen in standards:
        groups[programme, _township(text, areas)][start] = fen
    return [row for key in sorted(groups) for row in _spans(key, _with_county(key, groups))]


def _township(text: str, areas: AreaList) -> str:
    found = areas.township_of(text) if text else ""
    if found is None:
        raise UserError(
            "policy.toml", f"[[standard]] 的 areas 里的 {text} 对不上本县的乡镇", "请写乡镇名称，或 9 位区划代码（代码要有带代码的乡镇村居名录）"
        )  # fmt: skip
    return found


def _with_county(key: tuple[str, str], groups: dict[tuple[str, str], dict[int, int]]) -> dict[int, int]:
    programme, township = key
    own = groups[key]
    county = groups.get((programme, ""), {}) if township else {}
    return {start: fen for start, fen in county.items() if start < min(own)} | own


def _spans(key: tuple[str, str], begun: dict[int, int]) -> list[Row]:
    starts = sorted(begun)
    ends = [*(start - 1 for start in starts[1:]), OPEN]
    return [(*key, start, end, begun[start]) for start, end in zip(starts, ends, strict=True)]
