"""What the command line shows: progress, a short summary, a rule as a page, a score."""

import sys
from pathlib import Path

from dibao.engine.compare import Comparison, plain, reasons
from dibao.engine.errors import UsageError
from dibao.engine.evaluate import Score
from dibao.engine.lake.database import empty_world, view_texts
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.model import Rule
from dibao.engine.rules.mutate import LEAST_NOTICED, Verdict, try_mutants
from dibao.engine.rules.pages import AUDIENCES
from dibao.engine.rules.trial import Failure, Trial
from dibao.engine.screen import Outcome

WIDTH = 24
FEW = 5


class Bar:
    """A progress bar for each stage, on the error stream; nothing but stage names where there is no terminal."""

    def __init__(self, quiet: bool = False):
        self.quiet, self.stage, self.live = quiet, "", sys.stderr.isatty()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self.stage and self.live and not self.quiet:
            print(file=sys.stderr)

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of `stage` are over."""
        if self.quiet:
            return
        if not self.live:
            if done >= total:
                print(f"{stage}：{total}", file=sys.stderr)
            return
        if stage != self.stage and self.stage:
            print(file=sys.stderr)
        self.stage = stage
        full = WIDTH * done // max(total, 1)
        print(f"\r{stage} [{'█' * full}{'·' * (WIDTH - full)}] {done}/{total}  ", end="", file=sys.stderr, flush=True)


def print_summary(outcome: Outcome, work: Path) -> None:
    """A short summary in Chinese: both errors, what could not be checked, where the workbooks are."""
    sheets, told = outcome.report["sheets"], outcome.report["summary"]
    set_aside = sum(s["set_aside"] for s in sheets)
    print(f"\n比对完成（按 {outcome.as_of} 判断，批次 {outcome.run_id}）")
    print(f"  读取工作表 {len(sheets)} 个，认出 {sum(1 for s in sheets if s['table'])} 个")
    print(
        f"  数据行 {sum(s['data'] for s in sheets)}：使用 {sum(s['used'] for s in sheets)}、退回 {set_aside}{_replaced(set_aside, told)}、重复 {sum(s['repeats'] for s in sheets)}"
    )
    for line in _sent_back(told):
        print(f"  {line}")
    print(
        f"  疑点 {told['findings']} 条，涉及在册 {told['households']} 户：疑点清单 {told['listed']} 条，县级专办 {told['special']} 条；"
        f"另有依法不作问题 {told['excused']} 条，不算在内"
    )
    print("  分类：" + "、".join(f"{side} {count}" for side, count in told["sides"].items()))
    print("  分级：" + "、".join(f"{level} 级 {count}" for level, count in told["severity"].items()))
    if told["rules_unchecked"]:
        print(
            f"  未能核对：{told['rules_unchecked']} 条规则有乡镇或全县缺少数据，缺什么、向谁要，见两本县级工作簿的“未能核对”"
        )
    if idle := [name for s in sheets if s["table"] for name in s["unmapped"]]:
        print(
            f"  没有用上的列：{len(idle)} 列（{'、'.join(dict.fromkeys(idle[:6]))}{' 等' if len(idle) > 6 else ''}），见县级工作簿“数据质量”"
        )
    for note in (*_unused(sheets), *outcome.notes):
        print(f"  {note}")
    for warning in outcome.warnings:
        print(f"  未能读取：{warning}")
    print(f"工作簿在 {work}")
    print("  疑点只是线索，不是结论：先核实，再由有权的人决定。")


def _replaced(set_aside: int, told: dict) -> str:
    """Rows set aside that nobody need look at again: a row that was put back stands in their place."""
    replaced = set_aside - (told["returned"] - told["returned_used"])
    return f"（其中 {replaced} 行已由放回的行顶替）" if replaced > 0 and told["corrected"] else ""


def _sent_back(told: dict) -> list[str]:
    """What waits for its senders, and what they have mended."""
    meanwhile = f"（其中 {told['returned_used']} 行只是证件号码不能用，先照用）" if told["returned_used"] else ""
    lines = [
        f"等改正 {told['returned']} 行{meanwhile}：表在“退回”文件夹，改好红色单元格，放进原表所在的文件夹，再运行一次"
    ]
    return lines * bool(told["returned"]) + [f"改正后放回 {told['corrected']} 行，已采用"] * bool(told["corrected"])


def _unused(sheets: list[dict]) -> list[str]:
    """Sheets that were read and that this run does not look at, or only in part; the first few by name."""
    unused = [s for s in sheets if s["not_visible"]]
    lines = [f"{s['file']}：{s['visibility']}" for s in unused[:FEW]]
    return lines + ([f"还有 {len(unused) - FEW} 个工作表本次不用，见县级工作簿“数据质量”"] if len(unused) > FEW else [])


def print_comparison(result: Comparison, show: int) -> None:
    """Two runs: what differs in what went in, and the findings that differ, each with its reason."""
    counts = plain(result)["counts"]
    print(f"批次 {result.old['run']}（{result.old['as_of']}）→ {result.new['run']}（{result.new['as_of']}）")
    print("  " + "、".join(f"{state} {count} 条" for state, count in counts.items()) + f"，不变 {result.same} 条")
    print("有什么不同：" if result.causes else "两个批次的数据、规则、参数、判断日、程序都相同。")
    for cause in result.causes[:show]:
        print(f"  {cause.kind}：{cause.sentence}")
    for change in result.changes[:show]:
        f = change.finding
        who = " ".join(filter(None, (f["area"], f["household_no"], f["name"])))
        print(f"{change.state} {f['rule']} {f['severity']}  {who}  {change.what or f['explanation']}")
        print(f"      因为 {reasons(change.why)}")
    if len(result.changes) > show:
        print(f"另有 {len(result.changes) - show} 条，用 --show 或 --json 查看")


def explain_text(rule: Rule) -> str:
    """A rule as a page to read."""
    lines = [
        f"{rule.code} {rule.title}",
        f"问题：{rule.problem}　级别上限：{rule.severity}　可送达：{AUDIENCES[rule.audience]}",
        "",
        rule.prose,
        "",
    ]
    lines += ["依据："] + [
        f"  {b}" + (f"（{b.since} 起）" if b.since else "") + (f"（至 {b.until}）" if b.until else "")
        for b in rule.basis
    ]
    if rule.parameters:
        lines += ["参数："] + [
            f"  {p.name} = {p.value}　{p.meaning}"
            + (f"（{p.since} 起）" if p.since else "")
            + ("（待确认 POLICY_UNCONFIRMED）" if p.unconfirmed else "")
            for p in rule.parameters.values()
        ]
    for title, items in (("情形", rule.variants), ("依法不作问题", rule.exceptions), ("备注", rule.remarks)):
        if items:
            lines += [f"{title}："] + [f"  {code}　{meaning}" for code, meaning in items.items()]
    lines += ["数据：" + "、".join(f"{s.table}{'' if s.required else '（可缺）'}" for s in rule.sources)]
    lines += ["入户核实：" + rule.door, "", "查询：", rule.sql, "", f"例子 {len(rule.cases)} 个："] + [
        f"  {c.title}" for c in rule.cases
    ]
    return "\n".join(lines)


def print_score(scores: dict[str, Score], show: int) -> None:
    """A table: planted, found, harmless and accused, unplanned."""
    print("规则   应查出  查出   例外  误报  未埋设")
    total = Score()
    for code, s in scores.items():
        print(f"{code}  {s.planted:6} {s.found:5} {s.harmless:6} {s.accused:5} {s.unplanned:6}")
        for name in ("planted", "found", "harmless", "accused", "unplanned"):
            setattr(total, name, getattr(total, name) + getattr(s, name))
        for word, items in (("漏", s.missed), ("误", s.wrong), ("余", s.extra)):
            for item in items[:show]:
                print(f"    {word} { ({k: v for k, v in item.items() if k != 'evidence' and v}) }")
    share = total.found / total.planted if total.planted else 1.0
    print(
        f"合计 {total.planted:6} {total.found:5} {total.harmless:6} {total.accused:5} {total.unplanned:6}   查出率 {share:.1%}"
    )


def _where_rules_are(unknown: list[str]) -> str:
    """What to do about rules that are not there; a county's own are found only through its policy.toml."""
    if any(code.startswith("L") for code in unknown):
        return "本县的规则要加 --folder 文件夹，并在它的 policy.toml 里写明 own_rules"
    return "用 dibao rules 查看全部规则"


def try_rules(book: Rulebook, codes: list[str] | None) -> int:
    """Run the cases and the mutation of some rules; 1 when a case fails or too many mutants go unnoticed.

    A case that fails would notice every mutant: a rule whose cases do not all hold is not mutated.
    """
    if unknown := sorted(set(codes or ()) - book.rules.keys()):
        raise UsageError("--try", f"没有规则 {'、'.join(unknown)}", _where_rules_are(unknown))
    failed = killed = mutants = 0
    with empty_world(book.tables, book.views, book.settings.facts()) as world:
        trial = Trial(world, view_texts(book.views))
        for rule in (r for r in book.rules.values() if codes is None or r.code in codes):
            trial.bind(rule)
            failures = [f for f in (trial.run(rule, case) for case in rule.cases) if f]
            verdict = None if failures else try_mutants(trial, rule)
            _print_trial(rule, failures, verdict)
            failed += bool(failures)
            if verdict:
                mutants, killed = mutants + verdict.mutants, killed + verdict.mutants - len(verdict.survivors)
    is_short = killed < LEAST_NOTICED * mutants
    print(
        f"变异检验：{killed}/{mutants} 被发现"
        + (f"，不到 {LEAST_NOTICED:.0%}，请补例子" if is_short else "")
        + (f"；{failed} 条规则有例子失败，没有检验" if failed else "")
    )
    return 1 if failed or is_short else 0


def _print_trial(rule: Rule, failures: list[Failure], verdict: Verdict | None) -> None:
    mutants = f"{verdict.mutants}，未被发现 {len(verdict.survivors)}" if verdict else "没有检验，请先改好失败的例子"
    print(f"{rule.code} 例子 {len(rule.cases)}，失败 {len(failures)}；变异 {mutants}")
    for item in (*failures, *(f"  未被发现：{m.what}" for m in (verdict.survivors if verdict else ()))):
        print(item)
