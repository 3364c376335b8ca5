"""The whole of `dibao screen`: a folder of workbooks in, the list of suspects out."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dibao.engine import manifest
from dibao.engine.corrections import corrected_in_place, corrections_of
from dibao.engine.entitlement import Entitlement, entitlement_of
from dibao.engine.errors import UnreadableFile, UsageError, UserError
from dibao.engine.hold import hold
from dibao.engine.lake.reading import Reading, read_folder
from dibao.engine.lake.store import Store
from dibao.engine.lake.world import World, build_world
from dibao.engine.leads import leads_of
from dibao.engine.manifest import Question
from dibao.engine.policy import Policy, calendar_rows, load_policy
from dibao.engine.present import screen_result
from dibao.engine.report import report_of
from dibao.engine.rules.book import Rulebook, with_own_rules
from dibao.engine.rules.model import Rule
from dibao.engine.run import run_rules
from dibao.engine.runs import Outcome, Run
from dibao.engine.sendback import send_back
from dibao.engine.workbooks import write_workbooks

AGAIN = "重做"
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
    manifest: Path | None = None


def screen(options: Options, book: Rulebook, progress: Progress) -> Outcome:
    """Read, resolve, run, write. Raises `UserError` when the input cannot be used."""
    _check_places(options)
    with hold(options.work):
        return _again(options, book, progress) if options.manifest else _first(options, book, progress)


def check_folder(folder: Path) -> None:
    """`UsageError` where the sheets cannot lie."""
    if folder.is_file():
        raise UsageError(str(folder), "这是一个文件，不是文件夹", f"请写放着它的文件夹：{folder.parent}")
    if not folder.is_dir():
        raise UsageError(str(folder), "没有这个文件夹", "请检查路径后再运行")


def _check_places(options: Options) -> None:
    check_folder(options.folder)
    if options.work in (options.folder, *options.folder.parents):
        raise UsageError("--work", f"{options.work} 里就放着要读的表格，结果不能写在这里", "请另指定一个文件夹")


def _first(options: Options, book: Rulebook, progress: Progress) -> Outcome:
    store = Store(options.work / "lake")
    question, book = _asked(options, book, store, progress)
    run = Run(options.work, question.run_id(book))
    outcome = run.recall() or _screen(options.folder, book, question, store, run, progress)
    run.hand_out(options.findings, options.report)
    return _with_unread(outcome, question.reading)


def working(options: Options, book: Rulebook, household_no: str, progress: Progress) -> Entitlement:
    """What one household is due, from the same views that `screen` judges by."""
    with opened(options, book, progress) as world:
        return entitlement_of(world.con, household_no, world.as_of.year * 12 + world.as_of.month - 1)


def opened(options: Options, book: Rulebook, progress: Progress) -> World:
    """The database that a screening of the folder asks, for a `with` block. Raises `UserError` as `screen` does."""
    _check_places(options)
    store = Store(options.work / "lake")
    question, book = _asked(options, book, store, progress)
    calendar = calendar_rows(book.calendar)
    return build_world(
        question.reading.batches, store, book.tables, book.views, question.policy, calendar, options.as_of, progress
    )


def precheck(options: Options, book: Rulebook, columns: dict, progress: Progress) -> Reading:
    """Read a folder as `screen` would, and judge nothing: what each sheet was taken for, its rows, what goes back.

    `columns` is what is said about sheets beyond recognition (`[columns]` of the policy file).
    """
    check_folder(options.folder)
    store = Store(options.work / "lake")
    reading = _read(options, book, columns, store, progress)
    reading.corrections = corrections_of(reading.batches)
    return reading


def returned_copies(options: Options, reading: Reading, columns: dict, out: Path) -> list[Path]:
    """Copies of the workbooks just read that hold only the rows to mend, below `out`."""
    store = Store(options.work / "lake")
    return send_back(options.folder, out, store.returned, reading.batches, reading.corrections, columns)


def _read(options: Options, book: Rulebook, columns: dict, store: Store, progress: Progress) -> Reading:
    return read_folder(options.folder, options.work, store, book.tables, columns, book.tables_digest, progress)


def _asked(options: Options, book: Rulebook, store: Store, progress: Progress) -> tuple[Question, Rulebook]:
    """What the folder and the command line ask."""
    book = with_own_rules(book, options.folder)
    rules = _chosen(book, options.rules)
    policy = _policy(options.folder, book)
    reading = _read(options, book, policy.columns, store, progress)
    question = Question(policy, rules, options.as_of, reading, options.folder)
    _need_roster(reading)
    return question, book


def _policy(folder: Path, book: Rulebook) -> Policy:
    return load_policy(folder / "policy.toml", book.rules, book.tables, book.kin_sets, book.settings)


def _again(options: Options, book: Rulebook, progress: Progress) -> Outcome:
    """An old run once more, from the lake, into a folder of its own beside the old one."""
    told = manifest.load(options.manifest)
    home = options.manifest if options.manifest.is_dir() else options.manifest.parent
    store = Store(options.work / "lake")
    book = with_own_rules(book, home)
    notes = manifest.differences(told, book)
    policy = _policy(home, book)
    reading, lost = manifest.reading_of(told, store)
    as_of = date.fromisoformat(told["asked_as_of"]) if told["asked_as_of"] else None
    question = Question(
        policy, [rule for code, rule in book.rules.items() if code in told["rules"]], as_of, reading, home
    )
    _need_roster(reading)
    run = Run(home / AGAIN, question.run_id(book))
    outcome = _screen(options.folder, book, question, store, run, progress)
    run.hand_out(options.findings, options.report)
    outcome.work = run.work
    outcome.notes = [*notes, *lost, *run.compared_with(home)]
    return _with_unread(outcome, reading)


def _with_unread(outcome: Outcome, reading: Reading) -> Outcome:
    if reading.unread:
        outcome.exit_status = UnreadableFile.exit_status
        outcome.warnings = [u.sentence for u in reading.unread]
    return outcome


def _screen(folder: Path, book: Rulebook, question: Question, store: Store, run: Run, progress: Progress) -> Outcome:
    reading, policy = question.reading, question.policy
    calendar = calendar_rows(book.calendar)
    with build_world(
        reading.batches, store, book.tables, book.views, policy, calendar, question.as_of, progress
    ) as world:
        _settle_accounts(reading, world)
        as_of = world.as_of
        findings, unchecked = run_rules(world, book, question.rules, policy, as_of, progress)
        result = screen_result(run.run_id, as_of, findings, unchecked, reading, book, world, policy)
        leads = leads_of(findings, result, book.triage)
        kept = manifest.manifest_of(run.run_id, question, book, as_of, world.contents)
    report = report_of(run.run_id, as_of, reading, unchecked, findings)
    outcome = Outcome(run.run_id, report, findings, unchecked, leads)
    if mended := corrected_in_place(run.before(), reading.batches):
        outcome.notes.append(f"上次退回的行里，有 {mended} 行已在原表里改过，按现在的原表比对")
    run.make_room()
    outcome.workbooks = write_workbooks(run.work, result, lambda done, total, _: progress("生成工作簿", done, total))
    outcome.returned = send_back(
        folder,
        run.work / "退回",
        store.returned,
        [b for b in reading.batches if not b.withdrawn],
        reading.corrections,
        policy.columns,
    )
    run.keep(outcome, kept, question.home)
    return outcome


def _chosen(book: Rulebook, codes: tuple[str, ...]) -> list[Rule]:
    if unknown := [code for code in codes if code not in book.rules]:
        raise UsageError("--rules", f"没有规则 {'、'.join(unknown)}", "用 dibao rules 查看全部规则")
    return [rule for code, rule in book.rules.items() if not codes or code in codes]


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
    """Rows that another batch has already are repeats, and so are those of a copy that are still not usable; a whole
    second copy of a sheet is nothing but repeats. A row that was used until it came back corrected is set aside."""
    reading.corrections = corrections_of([b for b in reading.batches if not b.withdrawn])
    for batch in (b for b in reading.batches if not b.withdrawn):
        account = batch.account
        repeats = account["used"] if batch.is_copy else world.repeats.get(batch.source_id, 0)
        replaced = 0 if batch.is_copy else world.replaced.get(batch.source_id, 0)
        again = account["set_aside"] if batch.is_copy else reading.corrections.echoes.get(batch.source_id, 0)
        account["used"] -= repeats + replaced
        account["repeats"] += repeats + again
        account["set_aside"] += replaced - again
