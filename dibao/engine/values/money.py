"""Money cells become whole fen."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from dibao.engine.values.cleaned import EMPTY, NOTHING_SAID, Cleaned, cell_text, squeeze, strip_apostrophes
from dibao.engine.values.numbers import decimal_of

SCALES = {"元": 100, "万元": 1_000_000, "分": 1, "千元": 100_000, "百元": 10_000}

_REMARK = re.compile(r"(?<=[\d元万])[(（\[][^)）\]]*[)）\]]\Z")
_PER = re.compile(r"[/每](人|月|户|年|季|次|亩|人月|人/月|月/人|户/月)\Z")
_CURRENCY = re.compile(r"^(人民币|RMB|CNY|¥|￥|\$)|(人民币|RMB|CNY)\Z", re.IGNORECASE)
_APPROXIMATE = re.compile(r"^(大约|约|计|共|合计)|(左右|整|正)\Z")
_NEGATIVE = re.compile(r"\((.+)\)\Z|[-−–—﹣](.+)\Z|(?:负|退[回款]?|扣[回除]?|冲减)(.+)\Z")
_UNIT = re.compile(r"(万元|千元|百元|元|万|分|块钱|块)\Z")
_UNIT_OF = {"万": "万元", "块": "元", "块钱": "元"}


def clean_money(raw: Any, unit: str = "元") -> Cleaned:
    """Fen, from a cell in 元, 万元 or 分; a unit written in the cell wins over the column's."""
    if isinstance(raw, bool):
        return Cleaned(bad="此处应填金额，不是“是”或“否”")
    if isinstance(raw, (int, float)) and raw == raw:
        return _fen(decimal_of(repr(raw)), unit, str(raw))
    text = squeeze(strip_apostrophes(cell_text(raw)))
    if text in NOTHING_SAID:
        return EMPTY
    try:
        return _fen(Decimal(text), unit, text)
    except ArithmeticError:
        return _from_words(text, unit)


def _from_words(text: str, unit: str) -> Cleaned:
    plain = _CURRENCY.sub("", _PER.sub("", _REMARK.sub("", text)))
    plain = _APPROXIMATE.sub("", _APPROXIMATE.sub("", plain))
    negative = _NEGATIVE.match(plain)
    if negative:
        plain = next(group for group in negative.groups() if group)
    plain = _CURRENCY.sub("", plain)
    written = _UNIT.search(plain)
    if written:
        plain = plain[: written.start()]
        unit = _UNIT_OF.get(written[1], written[1])
    amount = decimal_of(plain)
    if amount is None:
        return Cleaned(bad=f"“{text[:16]}”不是金额，请填写数字，没有的留空")
    return _fen(-amount if negative else amount, unit, text, "NEGATIVE" if negative else "MONEY_FORM")


def _fen(amount: Decimal | None, unit: str, text: str, repair: str | None = None) -> Cleaned:
    fen = None if amount is None or not amount.is_finite() else amount * SCALES[unit]
    if fen is None or fen.adjusted() > 14:  # ten thousand million yuan: no cell of ours holds more
        return Cleaned(bad=f"“{text[:16]}”不是合理的金额，请核对")
    return Cleaned(int(fen.quantize(Decimal(1), ROUND_HALF_UP)), repair)
