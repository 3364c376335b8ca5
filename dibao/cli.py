"""The `dibao` command."""

import argparse
import csv
import errno
import gc
import json
import sys
import tempfile
import traceback
from datetime import date
from pathlib import Path

from dibao import __version__, rulebook
from dibao.console import Bar, explain_text, print_comparison, print_score, print_summary, try_rules
from dibao.engine.compare import compare, plain, run_folder
from dibao.engine.entitlement_text import entitlement_text
from dibao.engine.errors import UsageError, UserError
from dibao.engine.evaluate import evaluate
from dibao.engine.lake.reading import RESULT_FOLDER
from dibao.engine.lake.store import Store
from dibao.engine.manifest import kept_records
from dibao.engine.match import HEADER, MEANING, match_file
from dibao.engine.policy_notes import policy_notes, write_example
from dibao.engine.rules.book import Rulebook, load_rulebook, with_own_rules
from dibao.engine.rules.pages import write_pages
from dibao.engine.screen import Options, check_folder, screen, working
from dibao.engine.workbooks.entitlement import write_entitlement
from dibao.office.commands import add_commands
from dibao.usage import Parser


def main(argv: list[str] | None = None) -> int:
    """Run the command; a user's mistake is one sentence and an exit status, never a traceback."""
    gc.set_threshold(
        100_000
    )  # a county is many objects and no rings: looking for rings so seldom saves a tenth of a run
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        args = command_line().parse_args(argv)
        return args.run(args) or 0
    except UserError as error:
        print(f"\n{error}", file=sys.stderr)
        return error.exit_status
    except KeyboardInterrupt:
        print("\n已中断。再次运行同一命令，会接着用已经读好的部分。", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever reads our output, `head` for one, has had enough
        sys.stdout = None
        return 0
    except OSError as error:
        print(f"\n{_os_sentence(error)}", file=sys.stderr)
        return 3
    except Exception:  # our fault: what we need to mend it goes into a file, the user gets a sentence
        with tempfile.NamedTemporaryFile("w", prefix="dibao-", suffix=".log", delete=False, encoding="utf-8") as log:
            traceback.print_exc(file=log)
        print(f"\n程序出错了，不是您的问题。请把这个文件发给维护人员：{log.name}", file=sys.stderr)
        return 1


def _os_sentence(error: OSError) -> str:
    """What the system refused, for somebody who cannot look into the program."""
    where = f"{error.filename}：" if error.filename else ""
    if isinstance(error, PermissionError):
        return f"{where}没有读写的权限，或者文件正被 Excel、WPS 打开。请关闭文件、检查权限后再运行"
    if error.errno == errno.ENOSPC:
        return f"{where}磁盘已满。请腾出空间后再运行"
    return f"{where}读写失败（{error.strerror or error}）。请检查路径和磁盘后再运行"


def command_line() -> Parser:
    """Every command with its words."""
    parser = Parser(prog="dibao", description="阳光低保：从一个文件夹的表格到疑点清单", epilog=_FIRST)
    parser.add_argument("--version", action="version", version=f"dibao {__version__}", help="显示版本")
    commands = parser.add_commands("command")
    _add_screen(commands.add_parser("screen", help="比对一个文件夹的表格，写出疑点清单", epilog=_STATUS))
    policy = commands.add_parser("policy", help="在数据文件夹里生成一份 policy.toml，填本县的标准和规定")
    policy.add_argument("folder", type=Path, metavar="文件夹", help="放表格的文件夹")
    policy.set_defaults(run=_policy)
    _add_rules(commands.add_parser("rules", help="列出全部规则，或试一条规则"))
    explain = commands.add_parser("explain", help="说明一条规则")
    explain.add_argument("code", metavar="编号", help="规则编号，如 R01")
    explain.add_argument("--folder", type=Path, metavar="文件夹", help="连同这个文件夹的本县规则")
    explain.set_defaults(run=_explain)
    _add_entitlement(commands.add_parser("entitlement", help="打印一户的低保金核定测算表"))
    _add_diff(commands.add_parser("diff", help="对照两个批次：哪些疑点新增、消失、变化，为什么"))
    match = commands.add_parser("match", help="判断两条记录是否同一人", epilog=f"{HEADER}\n{MEANING}")
    match.add_argument("pairs", type=Path, metavar="文件.csv", help="每行两个人")
    match.set_defaults(run=_match)
    _add_lake(commands.add_parser("lake", help="管理数据湖"))
    pages = commands.add_parser("reference", help="写出规则、数据表、视图、参数的参考页")
    pages.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里")
    pages.set_defaults(run=_reference)
    _add_county(commands.add_parser("demo-county", help="写一个虚构的县"))
    _add_evaluate(commands.add_parser("evaluate", help="用已知真相给结果打分"))
    add_commands(commands)
    return parser


_FIRST = "先用 dibao policy 文件夹 填好本县的规定，再用 dibao screen 文件夹 比对。每个命令都可以加 --help。"
_STATUS = """退出状态：
  0  比对完成（有没有疑点都是 0）
  1  程序出错，请把提示的文件发给维护人员
  2  命令写得不对
  3  数据或 policy.toml 不能用，如没有找到花名册
  4  比对完成，但有数据文件完全读不出来（加密、残缺），没有算进去"""


def _add_screen(parser: Parser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="放着花名册、发放明细和各部门名单的文件夹，子文件夹也读"
    )
    parser.add_argument(
        "--work", type=Path, metavar="文件夹", help=f"结果写到哪里，默认为 {RESULT_FOLDER}，在数据文件夹里"
    )
    parser.add_argument("--findings", type=Path, metavar="文件", help="给程序用的结果，.csv 或 .parquet")
    parser.add_argument("--report", type=Path, metavar="文件", help="读取情况，.json")
    parser.add_argument(
        "--as-of",
        type=_day,
        metavar="日期",
        help="按哪一天判断，如 2024-04-30；不写的按 policy.toml，再不然按最后发放月的月末",
    )
    parser.add_argument("--rules", metavar="编号", help="只用这些规则，如 R01,R48")
    parser.add_argument("--manifest", type=Path, metavar="文件", help="按 runs/批次号/manifest.json 重做一个旧批次")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb", help="在哪里运行查询")
    parser.add_argument("--spark-master", metavar="地址", help="Spark 集群的地址，配合 --engine spark")
    parser.add_argument("--quiet", action="store_true", help="不显示进度")
    parser.set_defaults(run=_screen)


def _add_rules(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--try", dest="trial", metavar="R01,R48", help="运行这些规则的例子和变异检验（all 为全部）")
    parser.add_argument(
        "--folder", type=Path, metavar="文件夹", help="连同这个文件夹的本县规则（policy.toml 的 own_rules）"
    )
    parser.set_defaults(run=_rules)


def _add_entitlement(parser: Parser) -> None:
    number = "户编号；几个乡镇共用一个编号的，写成 乡镇/编号，如 青山镇/003"
    parser.add_argument("household_no", metavar="户编号", help=number)
    parser.add_argument("--folder", type=Path, required=True, metavar="文件夹", help="放表格的文件夹")
    parser.add_argument(
        "--work", type=Path, metavar="文件夹", help=f"结果文件夹，默认为 {RESULT_FOLDER}，在数据文件夹里"
    )
    parser.add_argument("--as-of", type=_day, metavar="日期", help="按哪一天判断，如 2024-04-30")
    parser.add_argument("--xlsx", type=Path, metavar="文件", help="另存为带公式的工作簿，.xlsx")
    parser.set_defaults(run=_entitlement)


def _add_diff(parser: Parser) -> None:
    parser.add_argument("old", metavar="旧批次", help="runs/批次号 文件夹，或批次号")
    parser.add_argument("new", metavar="新批次", help="同上")
    default = f"只写批次号时的结果文件夹，默认为 {RESULT_FOLDER}"
    parser.add_argument("--work", type=Path, default=Path(RESULT_FOLDER), metavar="文件夹", help=default)
    parser.add_argument("--json", type=Path, metavar="文件", help="给程序用的结果，.json")
    parser.add_argument("--show", type=int, default=40, metavar="条数", help="最多列出几条")
    parser.set_defaults(run=_diff)


def _add_lake(parser: Parser) -> None:
    collect = parser.add_commands("action").add_parser("gc", help="清理不再使用的中间结果")
    collect.add_argument("folder", type=Path, metavar="文件夹", help="比对过的文件夹，或用 --work 指定过的输出文件夹")
    collect.add_argument("--days", type=int, default=30, metavar="天数", help="多少天没有用过的才清理，默认 30")
    collect.set_defaults(run=_collect)


def _add_county(parser: Parser) -> None:
    parser.add_argument("folder", type=Path, metavar="文件夹", help="写到哪里；真相写在旁边的 文件夹.truth.csv")
    parser.add_argument("--households", type=int, default=300, metavar="户数", help="在册户数，至少 20，默认 300")
    parser.add_argument("--seed", type=int, default=1, metavar="数", help="同一个数造出同一个县，默认 1")
    parser.add_argument(
        "--mess", type=int, choices=range(4), default=2, help="表格乱到什么程度：0 整齐，3 最乱，默认 2"
    )
    parser.set_defaults(run=_demo_county)


def _add_evaluate(parser: Parser) -> None:
    parser.add_argument("findings", type=Path, metavar="结果", help="screen --findings 写出的文件")
    parser.add_argument("truth", type=Path, metavar="真相", help="demo-county 写出的 .truth.csv")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    parser.add_argument("--show", type=int, default=0, metavar="条数", help="每条规则列出几条漏报和误报")
    parser.set_defaults(run=_evaluate)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("--as-of", f"{text} 不是日期", "应写成 2024-04-30") from None


def _screen(args: argparse.Namespace) -> int:
    for option, endings in ((args.findings, (".csv", ".parquet")), (args.report, (".json",))):
        if option and option.suffix not in endings:
            raise UsageError(str(option), f"文件名应以 {' 或 '.join(endings)} 结尾")
    _check_engine(args)
    folder = args.folder.resolve()
    work = (args.work or folder / RESULT_FOLDER).resolve()
    codes = tuple(_codes(args.rules)) if args.rules else ()
    options = Options(folder, work, args.findings, args.report, args.as_of, codes, _manifest(args))
    with Bar(quiet=args.quiet) as bar:
        outcome = screen(options, load_rulebook(rulebook.FOLDER), bar)
    if not args.manifest:  # an old run has its own policy file, as it was
        outcome.notes += policy_notes(folder, outcome.report["sheets"])
    print_summary(outcome, outcome.work or work)
    return outcome.exit_status


def _policy(args: argparse.Namespace) -> int:
    check_folder(args.folder)
    path = write_example(args.folder, rulebook.FOLDER / "policy.example.toml")
    print(f"写好了 {path}：用记事本打开，照里面的说明填本县的低保标准和规定，保存后再运行 dibao screen {args.folder}")
    return 0


def _check_engine(args: argparse.Namespace) -> None:
    """Only DuckDB runs the queries in this version."""
    if args.engine == "spark":
        raise UsageError(
            "--engine spark", "这个版本还不能在 Spark 上运行", "不写 --engine，用默认的 duckdb；一台机器能比对一个省"
        )
    if args.spark_master:
        raise UsageError("--spark-master", "只和 --engine spark 一起用", "去掉 --spark-master 再运行")


def _manifest(args: argparse.Namespace) -> Path | None:
    """The manifest of the run to repeat; it says itself which day and which rules."""
    if args.manifest and (args.as_of or args.rules):
        raise UsageError(
            "--manifest", "旧批次按它自己的判断日和规则重做，不能再写 --as-of 或 --rules", "去掉这两个参数再运行"
        )
    return args.manifest.resolve() if args.manifest else None


def _diff(args: argparse.Namespace) -> int:
    if args.json and args.json.suffix != ".json":
        raise UsageError(str(args.json), "文件名应以 .json 结尾")
    works = (args.work, args.work / RESULT_FOLDER)
    result = compare(run_folder(args.old, works), run_folder(args.new, works))
    print_comparison(result, args.show)
    if args.json:
        args.json.parent.mkdir(parents=True, exist_ok=True)
        args.json.write_text(json.dumps(plain(result), ensure_ascii=False, indent=1), "utf-8")
    return 0


def _book(folder: Path | None) -> Rulebook:
    """The rulebook; with the rules of the county that keeps its sheets in `folder`, if one is given."""
    book = load_rulebook(rulebook.FOLDER)
    if folder is None:
        return book
    check_folder(folder)
    return with_own_rules(book, folder)


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.replace("，", ",").split(",") if code.strip()]


def _rules(args: argparse.Namespace) -> int:
    book = _book(args.folder)
    if args.trial:
        return try_rules(book, None if args.trial == "all" else _codes(args.trial))
    entries = [
        {
            "code": r.code, "title": r.title, "problem": r.problem, "kind": r.kind, "severity": r.severity, "audience": r.audience,
            "basis": [str(b) for b in r.basis], "parameters": {p.name: p.value for p in r.parameters.values()},
            "exceptions": r.exceptions, "remarks": r.remarks, "variants": r.variants,
            "sources": {s.table: "required" if s.required else "optional" for s in r.sources}, "cases": len(r.cases),
        }
        for r in book.rules.values()
    ]  # fmt: skip
    if args.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1, default=str))
        return 0
    for entry in entries:
        print(f"{entry['code']}  {entry['severity']}  {entry['title']}（{entry['problem']}，例子 {entry['cases']} 个）")
    return 0


def _explain(args: argparse.Namespace) -> int:
    book = _book(args.folder)
    args.code = args.code.upper()
    if args.code not in book.rules:
        raise UsageError(args.code, "没有这条规则", "用 dibao rules 查看全部规则")
    print(explain_text(book.rules[args.code]))
    return 0


def _reference(args: argparse.Namespace) -> int:
    for path in write_pages(load_rulebook(rulebook.FOLDER), args.folder):
        print(path)
    return 0


def _evaluate(args: argparse.Namespace) -> int:
    scores = evaluate(args.findings, args.truth)
    if args.json:
        print(json.dumps({code: vars(score) for code, score in scores.items()}, ensure_ascii=False, indent=1))
    else:
        print_score(scores, args.show)
    return 0


def _entitlement(args: argparse.Namespace) -> int:
    if args.xlsx and args.xlsx.suffix != ".xlsx":
        raise UsageError(str(args.xlsx), "文件名应以 .xlsx 结尾")
    folder = args.folder.resolve()
    options = Options(folder, (args.work or folder / RESULT_FOLDER).resolve(), as_of=args.as_of)
    with Bar(quiet=True) as bar:
        sheet = working(options, load_rulebook(rulebook.FOLDER), args.household_no, bar)
    print(entitlement_text(sheet))
    if args.xlsx:
        print(f"工作簿在 {write_entitlement(args.xlsx, sheet)}")
    return 0


def _match(args: argparse.Namespace) -> int:
    rows = match_file(args.pairs)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["name_a", "name_b", "match", "tier", "reason"])
    writer.writerows([row["name_a"], row["name_b"], row["match"], row["tier"], row["reason"]] for row in rows)
    return 0


def _demo_county(args: argparse.Namespace) -> int:
    if args.households < 20:
        raise UsageError("--households", "至少 20 户")
    from dibao.county import write_county  # no other command needs the made-up county

    with Bar() as bar:
        summary = write_county(args.folder, args.households, args.seed, args.mess, bar)
    print(
        f"虚构的{summary.name}：在册 {summary.households} 户 {summary.persons} 人，发放 {summary.payments} 笔，{summary.files} 个文件；"
        f"埋设疑点 {summary.hits} 处，依法不作问题或相似情形 {summary.lawful} 处（真相在 {args.folder}.truth.csv）"
    )
    return 0


def _collect(args: argparse.Namespace) -> int:
    lakes = [p for p in (args.folder / RESULT_FOLDER / "lake", args.folder / "lake") if p.is_dir()]
    if not lakes:
        raise UsageError(str(args.folder), "这里没有数据湖", "先用 dibao screen 比对这个文件夹")
    if args.days < 0:
        raise UsageError("--days", f"{args.days} 不是天数", "写成 30 这样的非负整数")
    count, freed = Store(lakes[0]).collect(kept_records(lakes[0].parent), args.days)
    print(f"清理了 {count} 个文件，释放 {freed / 1e6:.1f} MB")
    return 0
