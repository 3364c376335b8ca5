"""`dibao match`: are two records one person? The tiers of the screening, on pairs in a file."""

from collections.abc import Callable
from pathlib import Path

from dibao.engine.errors import UsageError
from dibao.engine.sheets.text import read_records
from dibao.engine.values.dates import clean_date
from dibao.engine.values.identity import DAMAGED, FROM_15, VALID, birth_date, clean_id, known_digits
from dibao.engine.values.names import near_name, normalise, same_name

FIELDS = ("name", "id_no", "born_on", "area")
COLUMNS = [f"{f}_{side}" for side in "ab" for f in FIELDS]
HEADER = f"第一行表头：{','.join(COLUMNS)}"
MEANING = "以下每行两个人 a、b：姓名、身份证号、出生日期、所在村，不知道的留空"


def match_file(path: Path) -> list[dict]:
    """Each pair with `match` (是, 否, 不能确定), `tier` and `reason`; columns name_a … area_b."""
    if path.suffix.lower() in (".xlsx", ".xls"):
        raise UsageError(path.name, "是 Excel 文件", f"另存为 CSV 后再运行。{HEADER}；{MEANING}")
    rows = read_records(path)
    if missing := [c for c in COLUMNS if c not in (rows[0] if rows else ())]:
        what = f"缺少列 {'、'.join(missing)}" if rows else "没有数据行"
        raise UsageError(path.name, what, f"{HEADER}；{MEANING}")
    return [row | dict(zip(("match", "tier", "reason"), match_pair(*_sides(row)), strict=True)) for row in rows]


def _sides(row: dict) -> tuple[dict, dict]:
    return tuple({f: (row[f"{f}_{side}"] or "").strip() for f in FIELDS} for side in "ab")


def match_pair(a: dict, b: dict) -> tuple[str, str, str]:
    """`(match, tier, reason)`; a name alone never links."""
    ids = [clean_id(side["id_no"]) for side in (a, b)]
    tiers = {i.tier for i in ids}
    if tiers <= {VALID, FROM_15}:
        return _by_number(ids, _names_agree(a, b), bool(a["name"] and b["name"]), FROM_15 in tiers)
    numbers = [i.value or "" for i in ids]
    if DAMAGED in tiers and _one_apart(*numbers) and _names_agree(a, b, near_name):
        return "是", "T4", "一方证件号码有一处写错，姓名一致或只有一字之差"
    if not _names_agree(a, b):
        return "否", "", "证件号码不能比对，姓名也不一致"
    if DAMAGED in tiers and _same_start(*numbers):
        return "是", "T4", "一方证件号码残缺，其余位数和姓名一致"
    if _same_birth(a, b, ids) and a["area"] and a["area"] == b["area"] and not _in_conflict(*numbers):
        return "是", "T5", "姓名、出生日期、所在村一致，证件号码缺失"
    return "不能确定", "T6", "只有姓名一致，不能认定"


def _names_agree(a: dict, b: dict, agree: Callable[[str, str], bool] = same_name) -> bool:
    return bool(a["name"] and b["name"]) and agree(normalise(a["name"]), normalise(b["name"]))


def _same_birth(a: dict, b: dict, ids: list) -> bool:
    born = {
        clean_date(s["born_on"]).value or (birth_date(i.value) if i.tier in (VALID, FROM_15) else None)
        for s, i in zip((a, b), ids, strict=True)
    }
    return len(born) == 1 and None not in born


def _by_number(ids: list, names_agree: bool, have_names: bool, from_15: bool) -> tuple[str, str, str]:
    if ids[0].value != ids[1].value:
        return "否", "", "证件号码有效而不同"
    if have_names and not names_agree:
        return "是", "T2", "证件号码一致，姓名不一致，请核对"
    return ("是", "T3", "15位号码升位后一致") if from_15 else ("是", "T1", "证件号码有效且一致")


def _same_start(a: str, b: str) -> bool:
    """Place and birth date, the first fourteen digits, can be read in both numbers and are the same."""
    start = known_digits(a)[:14]
    return len(start) == 14 and start == known_digits(b)[:14]


def _in_conflict(a: str, b: str) -> bool:
    """The numbers were first given out in different places."""
    known = [known_digits(number)[:6] for number in (a, b)]
    shared = min(map(len, known))
    return known[0][:shared] != known[1][:shared]


def _one_apart(a: str, b: str) -> bool:
    """Two numbers that differ in one character, one missing, or two neighbours swapped."""
    if min(len(a), len(b)) < 17:
        return False
    if len(a) != len(b):
        long, short = sorted((a, b), key=len, reverse=True)
        return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return len(differ) <= 1 or (len(differ) == 2 and differ[1] == differ[0] + 1 and _swapped(a, b, differ[0]))


def _swapped(a: str, b: str, at: int) -> bool:
    return (a[at], a[at + 1]) == (b[at + 1], b[at])
