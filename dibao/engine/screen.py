"""The whole of `dibao screen`: a folder of workbooks in, the list of suspects out."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from dibao.engine.digest import code_digest
from dibao.engine.entitlement import Entitlement, entitlement_of
from dibao.engine.errors import UnreadableFile, UsageError, UserError
from dibao.engine.lake.reading import Reading, read_folder
from dibao.engine.lake.store import Store
from dibao.engine.lake.world import World, build_world
from dibao.engine.policy import Policy, calendar_rows, load_policy
from dibao.engine.present import screen_result
from dibao.engine.report import report_of
from dibao.engine.rules.book import Rulebook, with_own_rules
from dibao.engine.rules.model import Rule
from dibao.engine.run import run_rules
from dibao.engine.runs import Outcome, Run
from dibao.engine.sendback import send_back
from dibao.engine.workbooks import write_workbooks

Progress = Callable[[str, int, int], None]


@dataclass
class Options:
    """What the command line asked for."""

    folder: Path
    work: Path
    findings: Path | None = None
    report: Path | None = None
    as_of: date | None = None
    rules: tuple[str, ...] = ()


def screen(options: Options, book: Rulebook, progress: Progress) -> Outcome:
    """Read, resolve, run, write. Raises `UserError` when the input cannot be used."""
    if not options.folder.is_dir():
        raise UsageError(str(options.folder), "没有这个文件夹", "请检查路径后再运行")
    book = with_own_rules(book, options.folder)
    rules = _chosen(book, options.rules)
    policy, store, reading = _take_in(options, book, progress)
    run = Run(options.work, _run_id(book, policy, rules, options.as_of, reading))
    outcome = run.recall() or _screen(options, book, rules, policy, reading, store, run, progress)
    run.hand_out(options.findings, options.report)
    if reading.unread:
        outcome.exit_status = UnreadableFile.exit_status
        outcome.warnings = [u.sentence for u in reading.unread]
    return outcome


def working(options: Options, book: Rulebook, household_no: str, progress: Progress) -> Entitlement:
    """What one household is due, from the same views that `screen` judges by."""
    if not options.folder.is_dir():
        raise UsageError(str(options.folder), "没有这个文件夹", "请检查路径后再运行")
    policy, store, reading = _take_in(options, book, progress)
    calendar = calendar_rows(book.calendar)
    with build_world(
        reading.batches, store, book.tables, book.views, policy, calendar, options.as_of, progress
    ) as world:
        return entitlement_of(world.con, household_no, world.as_of.year * 12 + world.as_of.month - 1)


def _take_in(options: Options, book: Rulebook, progress: Progress) -> tuple[Policy, Store, Reading]:
    """The policy of the folder and everything that was read from it."""
    policy = load_policy(options.folder / "policy.toml", book.rules, book.tables, book.kin_sets, book.settings)
    store = Store(options.work / "lake")
    stamp = book.tables_digest + json.dumps(policy.columns, sort_keys=True, ensure_ascii=False)
    reading = read_folder(options.folder, options.work, store, book.tables, policy.columns, stamp, progress)
    _withdraw(reading, policy)
    _need_roster(reading)
    return policy, store, reading


def _screen(
    options: Options, book: Rulebook, rules: list[Rule], policy: Policy, reading: Reading, store: Store, run: Run, progress: Progress
) -> Outcome:  # fmt: skip
    calendar = calendar_rows(book.calendar)
    with build_world(
        reading.batches, store, book.tables, book.views, policy, calendar, options.as_of, progress
    ) as world:
        _settle_accounts(reading, world)
        as_of = world.as_of
        findings, unchecked = run_rules(world, book, rules, policy, as_of, progress)
        result = screen_result(run.run_id, as_of, findings, unchecked, reading, book, world, policy)
    outcome = Outcome(run.run_id, report_of(run.run_id, as_of, reading, unchecked, findings), findings, unchecked)
    run.make_room()
    outcome.workbooks = write_workbooks(
        options.work, result, lambda done, total, _: progress("生成工作簿", done, total)
    )
    outcome.returned = send_back(
        options.folder, options.work / "退回", [b for b in reading.batches if not b.withdrawn], reading.superseded
    )
    run.keep(outcome)
    return outcome


def _chosen(book: Rulebook, codes: tuple[str, ...]) -> list[Rule]:
    if unknown := [code for code in codes if code not in book.rules]:
        raise UsageError("--rules", f"没有规则 {'、'.join(unknown)}", "用 dibao rules 查看全部规则")
    return [rule for code, rule in book.rules.items() if not codes or code in codes]


def _withdraw(reading: Reading, policy: Policy) -> None:
    """Take out what the locality withdrew; it stays in the report, with the reason."""
    for batch in reading.batches:
        if why := policy.withdrawn(batch.file, batch.sheet):
            batch.withdrawn, batch.not_visible, batch.visibility = (
                why,
                batch.account["used"],
                f"已撤回（{why}），本次不用",
            )


def _need_roster(reading: Reading) -> None:
    if any(b.table == "roster" and b.records and not b.withdrawn for b in reading.batches):
        return
    unread = f"（{reading.unread[0].sentence}）" if reading.unread else ""
    doubt = next((b.why for b in reading.batches if b.table is None and b.why), "")
    raise UserError(
        "",
        f"文件夹里没有找到低保花名册，无法比对{unread}{doubt}",
        "请放入在保花名册（至少有户主或成员姓名、身份证号）后再运行",
    )


def _settle_accounts(reading: Reading, world: World) -> None:
    """Rows that another batch has already are repeats; a whole second copy of a sheet is nothing but repeats."""
    for batch in (b for b in reading.batches if not b.withdrawn):
        account = batch.account
        repeats = account["used"] if batch.is_copy else world.repeats.get(batch.source_id, 0)
        account["used"] -= repeats
        account["repeats"] += repeats
    reading.superseded = world.superseded


def _run_id(book: Rulebook, policy: Policy, rules: list[Rule], as_of: date | None, reading: Reading) -> str:
    """Hash of all that a run depends on."""
    manifest = [(b.file, b.sheet, b.source_id, b.records, b.account, b.set_aside, b.why) for b in reading.batches]
    words = [
        code_digest("."), book.digest, asdict(policy), [r.code for r in rules], as_of, manifest,
        [(u.file, u.sentence) for u in reading.unread], reading.skipped,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(words, default=str, ensure_ascii=False).encode()).hexdigest()[:12]
