"""How fast a whole county is: workbooks to findings, again from the lake, one register replaced, beside plain pandas.

    python bench/speed.py [--households 12000] [--seed 1] [--mess 2] [--pairs 1] [--folder DIR] [--json FILE]

Every run is a process of its own, measured from its start to its end. Plain pandas reads clean sheets only, so
the pairs run on the same county at mess 0.
"""

import argparse
import filecmp
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import openpyxl
from measure import ROOT, Cost, commit, machine, run, write_json


def dibao(*words: object) -> Cost:
    """One call of the command line."""
    return run([sys.executable, "-c", "import sys; from dibao.cli import main; sys.exit(main())", *map(str, words)])


def screen(folder: Path, work: Path, out: Path) -> Cost:
    """One screening into `out`."""
    return dibao("screen", folder, "--work", work, "--findings", out, "--quiet")


def county(root: Path, households: int, seed: int, mess: int) -> Path:
    """A generated county; kept for the next bench when it is there."""
    folder = root / f"county-{households}-{seed}-{mess}"
    if not folder.exists():
        dibao("demo-county", folder, "--households", households, "--seed", seed, "--mess", mess)
    return folder


def replace_register(folder: Path) -> str:
    """One row less in the register of deaths; the file's name."""
    path = next(p for p in sorted(folder.glob("*")) if any(word in p.name for word in ("死亡", "死因", "殡")))
    if path.suffix == ".csv":
        lines = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines[: len(lines) // 2] + lines[len(lines) // 2 + 1 :]))
    else:
        book = openpyxl.load_workbook(path)
        book.active.delete_rows(book.active.max_row // 2)
        book.save(path)
    return path.name


def whole(source: Path, scratch: Path) -> dict[str, object]:
    """The four runs on one county, and whether the lake gives what a run from scratch gives."""
    folder = shutil.copytree(source, scratch / "F", ignore=shutil.ignore_patterns("阳光低保结果"))
    work, out = scratch / "work", [scratch / f"{n}.csv" for n in range(4)]
    costs = {"full": screen(folder, work, out[0]), "again": screen(folder, work, out[1])}
    replaced = replace_register(folder)
    costs["replaced"] = screen(folder, work, out[2])
    costs["scratch"] = screen(folder, scratch / "fresh", out[3])
    return {
        "costs": costs, "replaced_file": replaced, "same_bytes_again": filecmp.cmp(out[0], out[1], False),
        "same_bytes_replaced": filecmp.cmp(out[2], out[3], False), "replaced_share": costs["replaced"].wall / costs["full"].wall,
    }  # fmt: skip


def pairs(source: Path, scratch: Path, count: int) -> list[tuple[Cost, Cost]]:
    """dibao with all its rules, then pandas with its ten, on the same files."""
    result = []
    for number in range(count):
        work = scratch / f"pair{number}"
        ours = screen(source, work, scratch / "ours.csv")
        script = [sys.executable, str(ROOT / "bench" / "plain_pandas.py"), str(source), str(scratch / "theirs.csv")]
        result.append((ours, run(script)))
        shutil.rmtree(work)
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--households", type=int, default=12000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mess", type=int, default=2)
    parser.add_argument("--pairs", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="keep the counties here")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        scratch, root = Path(temporary), args.folder or Path(temporary)
        figures = whole(county(root, args.households, args.seed, args.mess), scratch)
        beside = pairs(county(root, args.households, args.seed, 0), scratch, args.pairs) if args.pairs else []
    show(args, figures, beside)
    write_json(args.json, {"options": vars(args), **figures, "pairs": beside})


def show(args: argparse.Namespace, figures: dict, beside: list[tuple[Cost, Cost]]) -> None:
    """The table."""
    print(f"{args.households} 户，种子 {args.seed}，混乱程度 {args.mess}；{commit()}；{machine()}\n")
    words = {"full": "表格到疑点", "again": "再比对一次", "replaced": "换一份登记表", "scratch": "换后从头来"}
    print("| 运行 | 墙钟秒 | 处理器秒 | 内存峰值 MB |\n|---|---:|---:|---:|")
    for key, cost in figures["costs"].items():
        print(f"| {words[key]} | {cost.wall} | {cost.cpu} | {cost.peak_mb} |")
    print(f"\n换一份登记表（{figures['replaced_file']}）占全程 {figures['replaced_share']:.1%}", end="；")
    print(
        f"与从头来逐字节相同：{_yes(figures['same_bytes_replaced'])}；再比对逐字节相同：{_yes(figures['same_bytes_again'])}"
    )
    if beside:
        print("\n| 对 | dibao 秒 | MB | pandas 秒 | MB | 比值 |\n|---|---:|---:|---:|---:|---:|")
        for number, (ours, theirs) in enumerate(beside, 1):
            print(
                f"| {number} | {ours.wall} | {ours.peak_mb} | {theirs.wall} | {theirs.peak_mb} | {ours.wall / theirs.wall:.2f} |"
            )
        print(
            f"\n比值中位数（dibao 全部规则 ÷ pandas 十条）{statistics.median(o.wall / t.wall for o, t in beside):.2f}"
        )


def _yes(value: bool) -> str:
    return "是" if value else "否"


if __name__ == "__main__":
    main()
