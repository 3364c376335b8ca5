"""One sheet of 1,000,000 rows × 12 columns is read within 2 GB.

    python bench/memory.py [--rows 1000000] [--folder DIR] [--json FILE]

The sheet is a payment ledger; it is read by the very function that a screening reads each file with.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

import xlsxwriter
from measure import commit, machine, run, write_json

HEADERS = [
    "序号",
    "乡镇",
    "村",
    "户编号",
    "户主姓名",
    "户主身份证号",
    "发放月份",
    "发放金额",
    "户名",
    "银行账号",
    "批次",
    "发放状态",
]
READ = """
import sys
from pathlib import Path
from dibao import rulebook
from dibao.engine.lake.reading import read_file
from dibao.engine.lake.store import Store
from dibao.engine.tables import load_tables
path, lake = Path(sys.argv[1]), Store(Path(sys.argv[2]))
read_file(path, path.name, "key", lake.folder, load_tables(rulebook.FOLDER / "tables"), {})
batches, error = lake.recall("key")
assert error is None and batches[0].table == "payment", (error, batches)
print(batches[0].account["data"], batches[0].account["used"])
"""


def write_ledger(path: Path, rows: int) -> None:
    """Twelve columns; numbers of people and accounts that repeat as they do in a ledger of years."""
    dice = random.Random(1)
    homes = [_home(dice, number) for number in range(max(rows // 96, 1))]
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("发放明细")
        sheet.write_row(0, 0, HEADERS)
        for row in range(rows):
            home, month = homes[row % len(homes)], row // len(homes)
            when = f"{2017 + month // 12}-{month % 12 + 1:02d}"
            cells = [row + 1, *home[:5], when, home[5], home[3], home[6], when.replace("-", "") + "01", "成功"]
            sheet.write_row(row + 1, 0, cells)


def _home(dice: random.Random, number: int) -> list:
    name = "".join(dice.choice("赵钱孙李周吴郑王安平顺和文明永春立国") for _ in range(3))
    id_no = f"431299{dice.randint(1935, 2005)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{number % 1000:03d}"
    check = "10X98765432"[
        sum(int(d) * w for d, w in zip(id_no, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], strict=True)) % 11
    ]
    town = number % 20
    return [
        f"乡{town}镇",
        f"第{number % 300}村",
        f"4312990{number:07d}",
        name,
        id_no + check,
        dice.randint(200, 1500),
        f"62179955{number:010d}",
    ]


def main() -> None:
    """Write, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="keep the sheet here")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = (args.folder or Path(temporary)) / f"发放明细-{args.rows}.xlsx"
        if not path.exists():
            write_ledger(path, args.rows)
        size = path.stat().st_size / 1e6
        cost = run([sys.executable, "-c", READ, str(path), str(Path(temporary) / "lake")], quiet=False)
    print(f"{args.rows} 行 × {len(HEADERS)} 列，{size:.0f} MB；{commit()}；{machine()}")
    print(
        f"| 墙钟秒 | 处理器秒 | 内存峰值 MB | 上限 MB |\n|---:|---:|---:|---:|\n| {cost.wall} | {cost.cpu} | {cost.peak_mb} | 2000 |"
    )
    write_json(args.json, {"rows": args.rows, "file_mb": size, "cost": cost})
    sys.exit(cost.peak_mb > 2000)


if __name__ == "__main__":
    main()
