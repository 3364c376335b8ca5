"""`dibao match`: are two records one person? The tiers of the screening, on pairs in a file."""

import csv
from pathlib import Path

from dibao.engine.errors import UsageError
from dibao.engine.values.dates import clean_date
from dibao.engine.values.identity import DAMAGED, FROM_15, VALID, birth_date, clean_id
from dibao.engine.values.names import normalise, same_name

FIELDS = ("name", "id_no", "born_on", "area")


def match_file(path: Path) -> list[dict]:
    """Each pair with `match` (是, 否, 不能确定), `tier` and `reason`; columns name_a … area_b."""
    if not path.exists():
        raise UsageError(str(path), "没有这个文件", "请检查路径后再运行")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    needed = [f"{f}_{side}" for side in "ab" for f in FIELDS]
    if rows and (missing := [c for c in needed if c not in rows[0]]):
        raise UsageError(path.name, f"缺少列 {'、'.join(missing)}", f"表头应为 {','.join(needed)}")
    return [row | dict(zip(("match", "tier", "reason"), match_pair(*_sides(row)), strict=True)) for row in rows]


def _sides(row: dict) -> tuple[dict, dict]:
    return tuple({f: (row[f"{f}_{side}"] or "").strip() for f in FIELDS} for side in "ab")


def match_pair(a: dict, b: dict) -> tuple[str, str, str]:
    """`(match, tier, reason)`; a name alone never links."""
    ids = [clean_id(side["id_no"]) for side in (a, b)]
    names_agree = bool(a["name"] and b["name"]) and same_name(normalise(a["name"]), normalise(b["name"]))
    tiers = {i.tier for i in ids}
    if tiers <= {VALID, FROM_15}:
        return _by_number(ids, names_agree, bool(a["name"] and b["name"]), FROM_15 in tiers)
    if DAMAGED in tiers and names_agree and _one_apart(ids[0].value or "", ids[1].value or ""):
        return "是", "T4", "一方证件号码残缺，其余位数和姓名一致"
    born = {
        clean_date(s["born_on"]).value or (birth_date(i.value) if i.tier in (VALID, FROM_15) else None)
        for s, i in zip((a, b), ids, strict=True)
    }
    if names_agree and len(born) == 1 and None not in born and a["area"] and a["area"] == b["area"]:
        return "是", "T5", "姓名、出生日期、所在村一致，证件号码缺失"
    if names_agree:
        return "不能确定", "T6", "只有姓名一致，不能认定"
    return "否", "", "证件号码不能比对，姓名也不一致"


def _by_number(ids: list, names_agree: bool, have_names: bool, from_15: bool) -> tuple[str, str, str]:
    if ids[0].value != ids[1].value:
        return "否", "", "证件号码有效而不同"
    if have_names and not names_agree:
        return "是", "T2", "证件号码一致，姓名不一致，请核对"
    return ("是", "T3", "15位号码升位后一致") if from_15 else ("是", "T1", "证件号码有效且一致")


def _one_apart(a: str, b: str) -> bool:
    """The first 14 digits agree, or the numbers differ in one character, one missing, or two swapped."""
    if min(len(a), len(b)) < 14:
        return False
    if a[:14] == b[:14]:
        return True
    if abs(len(a) - len(b)) == 1:
        long, short = sorted((a, b), key=len, reverse=True)
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    swapped = (
        len(differ) == 2
        and differ[1] == differ[0] + 1
        and a[differ[0]] == b[differ[1]]
        and a[differ[1]] == b[differ[0]]
    )
    return len(a) == len(b) and (len(differ) <= 1 or swapped)
