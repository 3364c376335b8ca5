"""The Chinese words of the workbooks, and values spelled for people."""

import re

from dibao.engine.workbooks.model import ShownFinding

SEVERITIES = {
    "A": "近乎确定，三个工作日内先行核实；核实并作出决定前不停发",
    "B": "线索较强，须入户核实",
    "C": "一般线索，先查档案，再定是否入户",
    "D": "区域统计信号，用于督导检查，不落到具体户",
}
TIERS = {
    "T1": "证号、姓名一致",
    "T2": "证号一致、姓名有别",
    "T3": "15 位证号升位后一致",
    "T4": "一方证号残缺",
    "T5": "无证号，姓名、出生日期和村一致",
}
SIDES = ("错保", "漏保", "少发", "资金手续", "数据区域")
SIDE_MEANING = {
    "错保": "不应保而保、多发",
    "漏保": "应保未保、应享未享",
    "少发": "少发、漏发",
    "资金手续": "发放账户、卡折和程序",
    "数据区域": "登记信息和区域统计",
}
REASONS = {
    "NO_TABLE": "没有收到所需的表",
    "NO_COLUMN": "表里缺少所需的列",
    "VALUE_UNREAD": "所需的列里有读不懂的内容",
    "NOT_COVERED": "收到的表没有覆盖该乡镇或该时段",
    "ID_UNUSABLE": "证件号码残缺，无法比对",
    "NO_STANDARD": "没有低保标准，需要标准的部分无法核对",
    "RULE_STOPPED": "本县规则没有运行完",
}
REPAIRS = {
    "FULL_WIDTH": "全角转半角", "SPACES": "去空格和符号", "APOSTROPHE": "去撇号", "LOWER_X": "小写x改大写", "O_FOR_0": "形近字母改数字",
    "FROM_15": "15位升18位", "EXTRACTED": "从文字中取出证号", "SCIENTIFIC": "科学计数法（末位已丢）", "LOST_DIGITS": "末几位已丢", "DOT": "间隔号统一",
    "REMARK": "去括注", "VARIANT": "异体字统一", "WILDCARD": "缺字以？代", "WORDS": "按说法归码", "UNIT": "去单位", "MONEY_FORM": "金额写法统一",
    "NEGATIVE": "负数写法统一", "MERGED": "补合并单元格", "MONTH": "只有年月", "AMBIGUOUS_MONTH": "月份或为10月", "COMPACT": "连写日期",
    "DATE_FORM": "日期写法统一", "DAY_FIRST": "日在前", "MONTH_FIRST": "月在前", "ENGLISH": "英文日期", "QUARTER": "季度", "RANGE_START": "取起始日",
    "RANGE_END": "取截止日", "SERIAL": "日期序号", "SHORT_YEAR": "两位年份", "YEAR_ADDED": "补年份", "ZERO_DATE": "空日期", "ZERO_DAY": "缺日按1日",
}  # fmt: skip
CLASSIFIED = "内部资料　注意保管"
LIMIT = 32767  # characters that Excel takes in one cell, counted in UTF-16 units
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def side(finding: ShownFinding) -> str:
    """Which error it is, so that both sides are counted alike."""
    return side_of(finding.kind, finding.amount_fen)


def side_of(kind: str, amount_fen: int | None) -> str:
    """Which error a rule of this kind found, with that sum in fen (negative = underpaid)."""
    if kind in ("exclusion", "amount", "payment") and (amount_fen or 0) < 0:
        return "少发"
    if kind == "exclusion":
        return "漏保"
    if kind in ("inclusion", "relation", "amount"):
        return "错保"
    return "资金手续" if kind in ("payment", "procedure") else "数据区域"


def clean(value: object) -> str:
    """Text that a cell can hold: no character that XML forbids, no more than Excel's limit."""
    text = _ILLEGAL.sub("", str(value))
    if 2 * len(text) <= LIMIT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LIMIT:
        return text
    return units[: 2 * (LIMIT - 20)].decode("utf-16-le", "ignore") + "……（过长，未全列）"


def period(finding: ShownFinding, between: str = "") -> str:
    """The months concerned: `2022-12 至 2023-05（6个月）`, with `between` after the first."""
    if not finding.first_month:
        return ""
    last = finding.last_month or finding.first_month
    text = finding.first_month if last == finding.first_month else f"{finding.first_month} 至{between or ' '}{last}"
    return text + (f"（{finding.months}个月）" if finding.months else "")


def period_words(finding: ShownFinding) -> str:
    """The months as a sentence has them: `2022年12月至2023年5月，6个月`."""
    text = re.sub(r"(\d{4})-0?(\d+)", r"\1年\2月", period(finding).replace(" ", ""))
    return text.replace("（", "，").rstrip("）")


def yuan(fen: int | None) -> float | None:
    """Fen as a number of yuan for a cell."""
    return None if fen is None else fen / 100


def yuan_text(fen: int) -> str:
    """Fen as text: `1,234.50元`."""
    return f"{fen / 100:,.2f}元"


def cut(fen: int) -> str:
    """A sum in short: `1.2万元`, below ten thousand `330元`."""
    return f"{fen / 1_000_000:.1f}".removesuffix(".0") + "万元" if fen >= 1_000_000 else f"{fen / 100:.0f}元"


def share_words(share: float) -> str:
    """A share as people say it: `约九成`, below one in ten `不到一成`, `约一半`."""
    tenths = round(share * 10)
    if share < 0.1:
        return "不到一成"
    return "约一半" if tenths == 5 else f"约{'零一两三四五六七八九十'[tenths]}成"


def codes(text: str) -> list[str]:
    """The single codes of a `remarks` or `excused` cell."""
    return [code for code in re.split(r"[,;，；、\s]+", text or "") if code]


def meanings(text: str, known: dict[str, str]) -> str:
    """Codes in words; a code without a meaning stays as it is, rather than being lost."""
    return "；".join(known.get(code, code) for code in codes(text))


def sentence(text: str) -> str:
    """`text` with one full stop at its end."""
    return text.rstrip("。；; ") + "。" if text else ""
