"""A hamlet of two townships, written as workbooks: few households, every one known. Nobody here exists.

`Hamlet` holds the rows of each file; a test changes them, writes them, screens them. One person is dead
and still drew dibao (2023-03 to 2023-06), one household of the first township was never checked.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from dibao import rulebook
from dibao.cli import main
from dibao.engine.lake.reading import RESULT_FOLDER
from dibao.engine.rules.book import Rulebook, load_rulebook
from dibao.engine.screen import Options, Outcome, screen
from dibao.engine.values.identity import check_character

BOOK = load_rulebook(rulebook.FOLDER)
EAST, WEST = "青山镇", "白水乡"
VILLAGES = {EAST: ["上坪村", "枫木村"], WEST: ["杨柳村", "新塘村"]}
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何", "安平顺和文明永春立国金玉福寿荣华海山云月"
ROSTER = [
    "户编号", "户主姓名", "乡镇", "村", "姓名", "身份证号", "与户主关系", "是否保障对象", "保障人口", "月保障金额", "纳入时间", "银行账号",
]  # fmt: skip
PAYMENT = ["户编号", "户主姓名", "户主身份证号", "乡镇", "村", "发放月份", "发放金额", "户名", "账号"]
DEATH = ["姓名", "身份证号", "死亡日期", "注销日期"]
CHECKS = ["户编号", "户主姓名", "户主身份证号", "乡镇", "受理时间", "核对时间", "核对结果", "审批时间"]
MONTHS = [f"2023-{month:02d}" for month in range(1, 7)]
DEAD, UNCHECKED = 3, 5  # numbers of the households with a dead wife, and without a check
RULES = ("R01", "R38")  # one that finds something present, one that finds something missing


def citizen(number: int, day: str = "19600512", county: str = "431299") -> str:
    """A valid citizen ID of nobody."""
    first = f"{county}{day}{number:03d}"
    return first + check_character(first)


def named(number: int) -> str:
    """A name of two or three characters, another one for each number below 400."""
    return FAMILY[number % 20] + GIVEN[number // 20 % 20] + GIVEN[(number * 7) % 20]


@dataclass
class Hamlet:
    """Rows by file; each file is `(sheet, rows)` with its header first."""

    files: dict[str, tuple[str, list[list]]] = field(default_factory=dict)

    def rows(self, name: str) -> list[list]:
        """The rows of a file, header first."""
        return self.files[name][1]

    def write(self, folder: Path) -> Path:
        """Write every file; returns the folder."""
        for name, (sheet, rows) in self.files.items():
            write_book(folder / name, {sheet: rows})
        return folder


def write_book(path: Path, sheets: dict[str, list[list]]) -> None:
    """A plain workbook: texts as texts, dates as dates, the same bytes every time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2023, 7, 1)})
        for name, rows in sheets.items():
            out = book.add_worksheet(name)
            for line, row in enumerate(rows):
                out.write_row(line, 0, row)


def home(number: int) -> dict:
    """One household: a couple, by number; odd ones live in the west."""
    township = WEST if number % 2 else EAST
    return {
        "no": f"4312990{number:05d}", "township": township, "village": VILLAGES[township][number // 2 % 2],
        "head": named(2 * number), "head_id": citizen(2 * number + 1), "wife": named(2 * number + 1),
        "wife_id": citizen(2 * number + 2, "19630704"), "account": f"62179955{number:08d}", "yuan": 600 + 10 * number,
    }  # fmt: skip


def roster_rows(h: dict) -> list[list]:
    """The couple in the roster."""
    start = date(2019, 4, 1)
    shared = [h["no"], h["head"], h["township"], h["village"]]
    tail = ["是", 2, h["yuan"], start, h["account"]]
    return [
        [*shared, h["head"], h["head_id"], "户主", *tail],
        [*shared, h["wife"], h["wife_id"], "配偶", *tail],
    ]


def payment_rows(h: dict) -> list[list]:
    """Half a year of payments."""
    return [
        [h["no"], h["head"], h["head_id"], h["township"], h["village"], month, h["yuan"], h["head"], h["account"]]
        for month in MONTHS
    ]


def check_row(h: dict) -> list:
    """The household's line in the ledger of checks."""
    days = [date(2019, 3, 4), date(2019, 3, 10), "符合", date(2019, 4, 1)]
    return [h["no"], h["head"], h["head_id"], h["township"], *days]


def hamlet(households: int = 12) -> Hamlet:
    """The hamlet in good order: rosters by township, payments, deaths, checks."""
    homes = [home(number) for number in range(households)]
    result = Hamlet()
    for township in (EAST, WEST):
        rows = [row for h in homes if h["township"] == township for row in roster_rows(h)]
        result.files[f"花名册/{township}低保花名册（2023年6月30日）.xlsx"] = ("花名册", [ROSTER, *rows])
    result.files["2023年上半年低保金发放明细.xlsx"] = ("发放", [PAYMENT, *(r for h in homes for r in payment_rows(h))])
    dead = homes[DEAD]
    others = [[named(300 + i), citizen(700 + i, "19410203"), date(2022, 5, i + 1), date(2022, 5, 20)] for i in range(8)]
    others.append([dead["wife"], dead["wife_id"], date(2023, 2, 10), date(2023, 2, 20)])
    result.files["公安死亡人员名单.xlsx"] = ("死亡", [DEATH, *others])
    checked = [check_row(h) for number, h in enumerate(homes) if number != UNCHECKED]
    result.files["低保核对台账.xlsx"] = ("台账", [CHECKS, *checked])
    return deepcopy(result)  # headers are shared constants: a test that changes one must not change the next test


def quiet(stage: str, done: int, total: int) -> None:
    """A progress that shows nothing."""


def judge(
    folder: Path, rules: tuple[str, ...] = RULES, work: Path | None = None, book: Rulebook = BOOK, **options
) -> Outcome:
    """Screen a folder in this process."""
    return screen(Options(folder, work or folder / RESULT_FOLDER, rules=rules, **options), book, quiet)


def call(capsys, *words: object) -> tuple[int, str]:
    """The command line: its status, and what it said on both streams."""
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out + said.err


def sheet_of(outcome: Outcome, file: str) -> dict:
    """The report's entry for the first sheet of the file whose path ends so."""
    return next(sheet for sheet in outcome.report["sheets"] if sheet["file"].endswith(file))


def imbalance(sheets: list[dict]) -> list[str]:
    """Sheets of a report whose account does not balance."""
    wrong = []
    for s in sheets:
        roles = sum(s[role] for role in ("title", "header", "total", "note", "blocks", "data"))
        fates = s["used"] + s["set_aside"] + s["repeats"]
        if s["nonempty"] != roles or s["data"] != fates or min(s["used"], s["repeats"], s["set_aside"]) < 0:
            wrong.append(json.dumps(s, ensure_ascii=False))
    return wrong
