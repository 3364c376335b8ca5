"""The working of one household as a page of text."""

from collections.abc import Iterator

from dibao.engine.entitlement import (
    COUNTED,
    NO_LEDGER,
    REASONS,
    ROUNDINGS,
    SOURCES,
    STATES,
    TOP_UPS,
    UNKNOWN_BEFORE,
    Entitlement,
)
from dibao.engine.findings import month_text

OPEN = 119999


def entitlement_text(sheet: Entitlement) -> str:
    """Members, income, the amount due, month by month."""
    home = sheet.home
    place = "".join(part for part in (home["township"], home["village"]) if part)
    head = f"低保金核定测算表　{home['household_no']}　户主 {home['head_name'] or '不详'}　{place}"
    parts = (_members, _income, _due, _months)
    return "\n".join([head, *(line for part in parts for line in ("", *part(sheet)))])


def yuan(fen: int | None) -> str:
    """Two decimals, or a word."""
    return "不明" if fen is None else f"{fen / 100:,.2f}"


def _members(sheet: Entitlement) -> Iterator[str]:
    yield "一、共同生活的家庭成员"
    for m in sheet.members:
        ground = f"（{m['exclusion_ground']}）" if m["exclusion_ground"] else ""
        span = month_text(m["from_month"]) + "起" + ("" if m["to_month"] >= OPEN else f"至{month_text(m['to_month'])}")
        yield f"  {m['name'] or '姓名不详'}　{'保障' if m['covered'] else '不保障'}{ground}　{span}"


def _income(sheet: Entitlement) -> Iterator[str]:
    setting = sheet.setting[0]
    yield f"二、收入（{month_text(sheet.month)}，按月，元）"
    yield f"  名册登记的人均月收入 {yuan(setting['income_fen'])}"
    for line in sheet.lines:
        size = f"{line['quantity']:g}{line['unit'] or ''}×{yuan(line['rate_fen'])}÷12　" if line["rate_fen"] else ""
        words = [
            SOURCES[line["source"]],
            line["name"] or "全家",
            line["title"],
            line["item"] or "",
            size + yuan(line["amount_fen"]),
        ]
        yield "  " + "　".join(w for w in words if w) + f"　{COUNTED[line['counted']]}（{line['basis']}）"
    for income in sheet.incomes:
        yield from _sum(income)


def _sum(income: dict) -> Iterator[str]:
    name = "核算明细" if income["side"] == "ledger" else "部门数据（线索，须核实是否已经计入）"
    yield (
        f"  {name}合计：工资 {yuan(income['wage_fen'])} − 就业成本 {yuan(income['employment_fen'])}（不超过工资）＋经营 {yuan(income['business_fen'])}"
        f"＋财产 {yuan(income['property_fen'])}＋转移 {yuan(income['transfer_fen'])} − 转移支出 {yuan(income['transfer_out_fen'])}"
        f" − 刚性支出 {yuan(income['rigid_fen'])} ＝ {yuan(income['total_fen'])}；不计入 {yuan(income['uncounted_fen'])}"
    )
    yield f"    ÷ {income['heads']} 人 ＝ 人均 {yuan(income['per_head_fen'])}"


def _due(sheet: Entitlement) -> Iterator[str]:
    yield f"三、应发金额（{month_text(sheet.month)}）"
    setting, main = sheet.setting[0], sheet.main
    if main is None:
        yield f"  算不出来：{sheet.reason}"
        return
    if setting["method"] == "tier":
        yield f"  档次 {setting['grade']}：每人 {yuan(main['head_fen'])} × {main['persons']} 人 ＝ {yuan(main['gap_fen'])}"
    else:
        bounds = "".join(
            f"，每人最{word} {yuan(setting[key])}"
            for key, word in (("floor_fen", "低"), ("ceiling_fen", "高"))
            if setting[key] is not None
        )
        yield f"  低保标准 {yuan(setting['standard_fen'])} − 人均收入 {yuan(sheet.income_fen)} ＝ 每人 {yuan(main['head_fen'])}{bounds}"
        yield f"  × 保障 {main['persons']} 人，{ROUNDINGS[setting['rounding']]} ＝ {yuan(main['gap_fen'])}"
    for extra in sheet.top_ups:
        sure = "" if extra["is_sure"] else "（按各地规定）"
        yield f"  分类施保：{extra['name'] or '姓名不详'}　{TOP_UPS.get(extra['kind'], extra['kind'])}　{yuan(extra['fen'])}{sure}"
    yield f"  应发合计 {yuan(main['due_fen'])}" + (
        f"（含分类施保 {yuan(main['top_up_fen'])}，一人就高）" if main["top_up_fen"] else ""
    )
    for other in sheet.options:
        if not other["is_main"]:
            yield f"    也可能：每人 {yuan(other['head_fen'])} × {other['persons']} 人 ＋ 分类施保 {yuan(other['top_up_fen'])} ＝ {yuan(other['due_fen'])}"


def _months(sheet: Entitlement) -> Iterator[str]:
    yield f"四、逐月对照（多发为正，少发为负；{UNKNOWN_BEFORE}）"
    yield "  月份　　　　标准　　应发　　实发　　差额"
    for m in sheet.months:
        note = note_of(m)
        difference = (
            ""
            if m["difference_fen"] is None
            else f"{m['difference_fen'] / 100:+,.2f}"
            if m["difference_fen"]
            else "0.00"
        )
        yield f"  {month_text(m['month'])}　{yuan(m['standard_fen'])}　{yuan(m['nearest_fen'])}　{paid_text(m)}　{difference}{'　' + note if note else ''}"
    over, under = differences(sheet)
    yield f"  合计多发 {yuan(over)}，少发 {yuan(-under)}"
    yield "  本表按名册、台账和部门数据测算，只供核对，不是决定。"


def paid_text(month: dict) -> str:
    """What was paid; a month of which no payment came from anybody was not left unpaid."""
    return yuan(month["paid_fen"]) if month["has_ledger"] else NO_LEDGER


def note_of(month: dict) -> str:
    """Why a month has no difference, or what else is to be known of it."""
    return "；".join(
        w for w in (REASONS.get(month["reason"] or "", ""), STATES[month["state"]] if month["has_ledger"] else "") if w
    )


def differences(sheet: Entitlement) -> tuple[int, int]:
    """Overpaid and underpaid over all months, in fen; the second is zero or below."""
    sums = [m["difference_fen"] for m in sheet.months if m["difference_fen"] and m["state"] == "paid"]
    return sum(s for s in sums if s > 0), sum(s for s in sums if s < 0)
