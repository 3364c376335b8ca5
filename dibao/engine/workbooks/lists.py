"""The county's lists: by household, by rule, omissions, and what is no problem in law."""

from collections import defaultdict

from dibao.engine.workbooks import evidence
from dibao.engine.workbooks.grid import Col, full_page
from dibao.engine.workbooks.model import RuleInfo, ScreenResult, ShownFinding
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.visits import UNPLACED, Visit, reason, strength
from dibao.engine.workbooks.words import TIERS, meanings, period, side, yuan

ABOUT = [Col("乡镇", 12, "wrap"), Col("村（居）", 11, "wrap"), Col("户编号", 16, "id"), Col("户主", 10, "wrap")]
SUBJECT = [Col("当事人", 10, "wrap"), Col("证件号码", 19, "id")]


def visit_page(book: Book, result: ScreenResult, doors: list[Visit]) -> None:
    """One line a household, in the order in which to visit."""
    columns = [
        Col("建议次序", 7, "int"), *ABOUT, Col("最高等级", 7, "sev"), Col("疑点数", 7, "int", total=True), Col("类别", 10, "wrap"),
        Col("排序理由", 24, "wrap", fixed=True), Col("全部疑点（由强到弱）", 56, "wrap", fixed=True), Col("涉及金额（元）", 13, "money", total=True),
        Col("少发金额（元）", 13, "money", total=True), Col("入户核什么", 32, "wrap", fixed=True), Col("已有法定理由（不作问题）", 22, "wrap"),
        Col("户主证件号码", 20, "id", paper=False), Col("联系电话", 14, "id", paper=False), Col("家庭住址", 30, "wrap", paper=False),
        Col("人口/保障", 10, "centre", paper=False), Col("月保障金（元）", 12, "money", paper=False),
    ]  # fmt: skip
    rows = [[visit.number, *_visit_row(result, visit)] for visit in doors]
    note = (
        "一户一行，一户只上一次门。有Ａ级疑点的在前，再按一次上门预计查实的分量排：轻重×同类属实比例×匹配把握×金额，同户再多一条减半计，错保、漏保一样算。"
        "“属实比例”是各地公布的或估计的，说的是一类线索，不说明这一户。金额取该户单项疑点中最大的一笔，不累加，避免同一笔钱重复计算。"
        "疑点是线索，不是结论：核实并作出决定以前，不停、不减。"
    )
    full_page(book, "入户清单", f"{result.county}低保疑点入户清单", note, columns, rows, 5)


def _visit_row(result: ScreenResult, visit: Visit) -> list:
    home = visit.household
    members = "/".join("" if n is None else str(n) for n in (home.member_count, home.covered_count)).strip("/")
    return [
        visit.township or UNPLACED, visit.village, visit.household_no, visit.head, visit.severity, len(visit.open), "\n".join(visit.sides()),
        reason(result, visit), _numbered(visit.open), yuan(visit.at_stake(False)) or None, yuan(visit.at_stake(True)) or None, doors_text(result, visit.open),
        "\n".join(excuse(result, f) for f in visit.excused), visit.id_no, home.phone, home.address, members, yuan(home.amount_fen),
    ]  # fmt: skip


def _numbered(findings: list[ShownFinding]) -> str:
    if len(findings) == 1:
        return findings[0].explanation
    return "\n".join(f"{n}.［{f.severity}］{f.explanation}" for n, f in enumerate(findings, 1))


def doors_text(result: ScreenResult, findings: list[ShownFinding]) -> str:
    """What to check at the door, each thing once."""
    texts = list(dict.fromkeys(filter(None, (result.door(f) for f in findings))))
    return texts[0] if len(texts) == 1 else "\n".join(f"{n}. {text}" for n, text in enumerate(texts, 1))


def excuse(result: ScreenResult, finding: ShownFinding) -> str:
    """The suspicion that the law explains, with its ground."""
    return f"{finding.title}：{meanings(finding.excused, result.rule(finding.rule).exceptions)}"


def omission_page(book: Book, result: ScreenResult, findings: list[ShownFinding]) -> None:
    """漏保 and 少发 on equal footing with the rest."""
    columns = [
        Col("序号", 6, "int"), *ABOUT, *SUBJECT, Col("类别", 7, "centre"), Col("等级", 6, "sev"),
        Col("线索", 18, "wrap"), Col("说明", 46, "wrap", fixed=True), Col("少发金额（元）", 13, "money", total=True), Col("涉及月份", 18, "wrap"),
        Col("上门做什么", 32, "wrap", fixed=True), Col("政策依据", 30, "wrap", paper=False),
    ]  # fmt: skip
    chosen = sorted((f for f in findings if side(f) in ("漏保", "少发") and not f.excused), key=strength)
    rows = [[n, *_omission_row(result, f)] for n, f in enumerate(chosen, 1)]
    note = "漏保和少发与错保同等对待：同样入户、同样限时、同样销号。不在保的人没有户编号，按村、按姓名上门；不愿申请的，记明本人意愿。"
    full_page(book, "漏保和少发线索", f"{result.county}漏保和少发线索", note, columns, rows, 6)


def _omission_row(result: ScreenResult, f: ShownFinding) -> list:
    rule = result.rule(f.rule)
    money = abs(f.amount_fen) / 100 if f.amount_fen and f.amount_fen < 0 else None
    return [
        *about(result, f), f.name, f.id_no, side(f), f.severity, f.title, f.explanation, money, period(f, "\n"), result.door(f), "\n".join(rule.basis),
    ]  # fmt: skip


def about(result: ScreenResult, f: ShownFinding) -> list[str]:
    """Township, village, household number, head."""
    return [f.township or UNPLACED, f.village or f.area, f.household_no, result.household(f).head_name]


def rule_pages(book: Book, result: ScreenResult, findings: list[ShownFinding]) -> None:
    """A sheet for each rule with hits, its evidence in columns."""
    groups: dict[str, list[ShownFinding]] = defaultdict(list)
    for finding in findings:
        if not finding.excused:
            groups[finding.rule].append(finding)
    for code in sorted(groups):
        rule_page(book, result, result.rule(code), sorted(groups[code], key=strength))


def rule_page(book: Book, result: ScreenResult, rule: RuleInfo, findings: list[ShownFinding]) -> None:
    """The findings of one rule with their evidence."""
    columns, rows = _compact([
        Col("序号", 6, "int"), *ABOUT, *SUBJECT, Col("等级", 6, "sev"), Col("匹配把握", 12, "wrap"),
        Col("涉及月份", 18, "wrap"), Col("金额（元）", 13, "money", total=True), Col("说明", 40, "wrap", fixed=True), Col("酌情", 18, "wrap"),
    ], [[n, *_rule_row(result, f)] for n, f in enumerate(findings, 1)])  # fmt: skip
    for table, names in evidence.fields_of(result, findings).items():
        columns += _evidence_columns(result, rule.code, table, names)
        for row, finding in zip(rows, findings, strict=True):
            row += evidence.cells(result, finding, table, names)
    full_page(book, f"{rule.code} {rule.title}", f"{rule.code}　{rule.title}", _rule_note(rule), columns, rows, 3)


def _rule_row(result: ScreenResult, f: ShownFinding) -> list:
    remarks = meanings(f.remarks, result.rule(f.rule).remarks)
    return [
        *about(result, f),
        f.name,
        f.id_no,
        f.severity,
        TIERS.get(f.tier, f.tier),
        period(f, "\n"),
        yuan(f.amount_fen),
        f.explanation,
        remarks,
    ]


def _evidence_columns(result: ScreenResult, rule: str, table: str, names: list[str]) -> list[Col]:
    group = f"证据：{evidence.table_title(result, table)}"
    spelled = [Col(evidence.label(result, rule, table, name), 20, "wrap", group) for name in names]
    return [*spelled, Col("出处（文件 / 表 / 行）", 30, "wrap", group)]


def _compact(columns: list[Col], rows: list[list]) -> tuple[list[Col], list[list]]:
    """Without the columns that are empty throughout: they cost paper and say nothing."""
    keep = [i for i in range(len(columns)) if any(row[i] not in ("", None) for row in rows)]
    return [columns[i] for i in keep], [[row[i] for i in keep] for row in rows]


def _rule_note(rule: RuleInfo) -> str:
    parts = [("问题类型", rule.problem), ("政策依据", "；".join(rule.basis)), ("入户核什么", rule.door)]
    return "　".join(f"{name}：{text.rstrip('。')}。" for name, text in parts if text)


def excused_page(book: Book, result: ScreenResult, findings: list[ShownFinding]) -> None:
    """What looks like a problem and is none in law, with its ground: let go in the open."""
    columns = [
        Col("序号", 6, "int"), *ABOUT, *SUBJECT, Col("规则", 7, "centre"), Col("情形", 20, "wrap"),
        Col("不作问题的理由", 36, "wrap", fixed=True), Col("涉及月份", 18, "wrap"), Col("金额（元）", 12, "money", total=True), Col("说明", 46, "wrap", fixed=True),
    ]  # fmt: skip
    chosen = sorted((f for f in findings if f.excused), key=lambda f: (f.rule, f.township, f.village, f.finding_id))
    rows = [[n, *_excused_row(result, f)] for n, f in enumerate(chosen, 1)]
    note = "下列情形比对时命中，但具备法定理由，不作问题、不下发、不入户。列出来是为了随时可查；理由是否属实可抽查。"
    full_page(book, "依法不作问题", "依法不作问题的情形", note, columns, rows, 6)


def _excused_row(result: ScreenResult, f: ShownFinding) -> list:
    ground = meanings(f.excused, result.rule(f.rule).exceptions)
    return [
        *about(result, f),
        f.name,
        f.id_no,
        f.rule,
        f.title,
        ground,
        period(f, "\n"),
        yuan(f.amount_fen),
        f.explanation,
    ]
