"""What a township may see of a finding: nothing that the township did not send itself, but yes, no, a year or a band."""

import re
from datetime import date
from typing import Any

from dibao.engine.tables import Table
from dibao.engine.workbooks.evidence import CLOSED_TABLES, column_of, table_title, to_fen
from dibao.engine.workbooks.model import ScreenResult, ShownFinding
from dibao.engine.workbooks.words import period_words, sentence, side, yuan_text

# Civil affairs' own books, which the township helped to fill: their money may be named.
OWN_TABLES = {
    "roster", "payment", "exit", "refusal", "procedure", "allocation", "tekun", "marginal", "temporary_aid",
    "card_custody", "relative_filing", "area", "adjustment",
}  # fmt: skip
# Departments that answer with yes or no only, or whose sums tell of an illness.
YES_NO_TABLES = {"tax", "medical", "sentence", "health_insurance"}
BANDS = (1_000, 5_000, 10_000, 50_000, 100_000, 500_000)
_ID = r"(?<!\d)(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{15})(?!\d)"
_DATED_ID = r"\d{6}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"  # inside a longer number too
_CARD = r"(?<!\d)\d{4}(?:[ -]\d{4}){3,}(?:[ -]?\d{1,3})?(?!\d)"
_PERSON = re.compile(f"{_ID}|{_DATED_ID}")
_NUMBER = re.compile(rf"{_ID}|{_CARD}|\d{{12,}}")


def mask_id(number: str) -> str:
    """`431228****1234`; a damaged number shows its last characters only."""
    if len(number) in (15, 18):
        return f"{number[:6]}****{number[-4:]}"
    return f"****{number[-4:]}" if len(number) > 6 else "****" if number else ""


def mask_household(number: str) -> str:
    """A household's own number as it is, but for a citizen ID in it: in some counties it is the head's, with or without more."""
    return _PERSON.sub(lambda m: mask_id(_bare(m[0])), number)


def mask_account(number: str) -> str:
    """The last four digits."""
    return f"尾号{number[-4:]}" if len(number) > 4 else "尾号****" if number else ""


def mask_text(text: str) -> str:
    """Free text with every citizen ID and account in it masked, wherever it came from."""
    return _NUMBER.sub(_masked, text or "")


def _masked(found: re.Match) -> str:
    number = _bare(found[0])
    return mask_id(number) if len(number) in (15, 18) else mask_account(number)


def _bare(number: str) -> str:
    return re.sub("[ -]", "", number)


def band(fen: int | float) -> str:
    """A sum as a band of yuan."""
    value = abs(fen) / 100
    low = 0
    for limit in BANDS:
        if value < limit:
            return f"{_round(low)}—{_round(limit)}元" if low else f"{_round(limit)}元以下"
        low = limit
    return f"{_round(low)}元以上"


def explain_down(finding: ShownFinding) -> str:
    """The suspicion in words without a value: the rule's sentence for a township, or its title and what to do."""
    text = (
        finding.explanation_down
        or f"{finding.title}，请{'上门了解，符合条件的告知并协助申请' if side(finding) == '漏保' else '入户核实'}"
    )
    months = period_words(finding)
    return sentence(mask_text(text)) + (f"\n涉及{months}" if months else "")


def money_down(finding: ShownFinding) -> Any:
    """The sum where our own books alone show it, else its band: worked out with a pension, it would tell the pension."""
    if not finding.amount_fen:
        return ""
    tables = {row.get("table", "") for row in finding.evidence}
    is_ours = "payment" in tables and tables <= OWN_TABLES
    text = yuan_text(abs(finding.amount_fen)) if is_ours else band(finding.amount_fen)
    return f"少发 {text}" if finding.amount_fen < 0 else text


def hints(result: ScreenResult, finding: ShownFinding) -> str:
    """What other departments hold, as yes, a year, a band: one line a table."""
    tables = dict.fromkeys(row.get("table", "") for row in finding.evidence)
    foreign = [t for t in tables if t not in OWN_TABLES | CLOSED_TABLES]
    return "\n".join(_hint(result, table, finding) for table in foreign)


def _hint(result: ScreenResult, code: str, finding: ShownFinding) -> str:
    table = result.tables.get(code)
    if table is None:
        return "部门比对信息：有记录"
    rows = [row.get("fields") or {} for row in finding.evidence if row.get("table") == code]
    if code in YES_NO_TABLES:
        return f"{table.title}：有记录"
    said = [_years(table, rows), *_bands(table, rows)]
    return f"{table_title(result, code)}：有记录" + "".join(f"，{part}" for part in said if part)


def _years(table: Table, rows: list[dict]) -> str:
    """The years of the event, and never its day."""
    values = [v for row in rows for k, v in row.items() if (c := column_of(table, k)) and c.name == table.event]
    return "、".join(f"{year}年" for year in sorted(set(filter(None, map(_year, values))))[:3])


def _year(value: Any) -> str:
    if isinstance(value, date):
        return str(value.year)
    if isinstance(value, int) and value > 9999:
        return str(value // 12)
    match = re.match(r"(19|20)\d\d", str(value or ""))
    return match[0] if match else ""


def _bands(table: Table, rows: list[dict]) -> list[str]:
    """Each kind of money by the band of its largest sum."""
    largest: dict[str, float] = {}
    for row in rows:
        for name, value in row.items():
            column = column_of(table, name)
            if column and column.type == "money" and (fen := to_fen(value or 0)):
                largest[column.names[0]] = max(largest.get(column.names[0], 0), abs(fen))
    return [f"{name}{band(fen)}" for name, fen in largest.items()]


def _round(value: int) -> str:
    return f"{value // 10_000}万" if value >= 10_000 else str(value)
