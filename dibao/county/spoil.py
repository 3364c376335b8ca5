"""How the sheets are spoilt on the way: layouts of rosters, kinds of files, worn rows, litter in the folder."""

import shutil
from pathlib import Path
from random import Random

from dibao.county import ledgers, shapes
from dibao.county.files import Leaf, write

NUMERALS = "一二三四五六七八九十"
STALE = ("vehicle", "insurance", "pension", "real_estate", "market_entity", "disability")
PAGE = 40


def file_kind(office, rng: Random, leaves: list[Leaf]) -> str:
    """Workbooks mostly; some banks send GB18030 text, some systems HTML under the name of Excel."""
    if office.mess < 2 or len(leaves) > 1 or any(leaf.merges or len(leaf.headers) > 1 for leaf in leaves):
        return ".xlsx"
    roll = rng.random()
    return ".csv" if roll < 0.3 else ".xls" if roll < 0.4 and office.mess >= 3 else ".xlsx"


class Layout:
    """The habits of one township in laying out its roster."""

    def __init__(self, rng: Random, mess: int):
        ways = {0: ["full"], 1: ["full"], 2: ["full", "merged", "half"], 3: ["full", "merged", "half", "first"]}[mess]
        self.household = rng.choice(ways)  # how a household's columns stand beside its members' rows
        self.blocks = mess >= 2 and rng.random() < 0.4  # a line for each village instead of a column
        self.pages = mess >= 2 and rng.random() < 0.5  # the header again on each page
        self.levels = 1 if mess < 2 else rng.choice((1, 2, 2)) if mess == 2 else rng.choice((1, 2, 3))
        self.rng = rng


def roster_leaf(office, township: int) -> Leaf:
    """The roster of one township in the layout that this township likes."""
    town = office.world.map.townships[township]
    layout = Layout(Random(f"roster:{office.world.seed}:{township}"), office.mess)
    columns = [
        (group, column)
        for group, column in zip(
            [g for g, _ in shapes.ROSTER], shapes.columns(tuple(c for _, c in shapes.ROSTER)), strict=True
        )
    ]
    if layout.blocks:
        columns = [(group, column) for group, column in columns if column[0] != "village"]
    headers = office.headers("roster", [column for _, column in columns])
    leaf = Leaf(town.name, [headers], [])
    hand, village, blocks = office.hand("roster", town.name), -1, 0
    for number, rows in enumerate(ledgers.roster_rows(office, ledgers.in_force(office, township)), 1):
        home = rows[0]["household"]
        if layout.blocks and home.village != village:
            village, blocks = home.village, blocks + 1
            leaf.rows.append([f"{NUMERALS[(blocks - 1) % 10]}、{town.villages[village].name}"])
        _add_household(office, leaf, layout, hand, columns, rows, number)
    if layout.pages:
        leaf.header_at = list(range(PAGE, len(leaf.rows), PAGE))
    if layout.levels > 1:
        leaf.headers = _levels(headers, [group for group, _ in columns], layout.levels)
    office.decorate(leaf, hand.rng, f"{town.name}城乡居民最低生活保障花名册")
    return leaf


def _add_household(office, leaf: Leaf, layout: Layout, hand, columns: list, rows: list[dict], number: int) -> None:
    first = len(leaf.rows)
    for row in rows:
        cells = [office.value(hand, key, kind, row, number) for _, (key, kind, _) in columns]
        leaf.rows.append(cells)
        if ("roster", row["person"].id_no) in office.damage.short:
            office.damage.roster.append((row["household"].no, row["person"]))
    if layout.household == "full" or len(rows) == 1:
        return
    for column, (group, _) in enumerate(columns):
        if group in shapes.HOUSEHOLD_GROUPS:
            for index in range(first + 1, len(leaf.rows)):
                leaf.rows[index][column] = ""
            if leaf.rows[first][column] != "" and (
                layout.household == "merged" or (layout.household == "half" and layout.rng.random() < 0.5)
            ):
                leaf.merges.append((first, len(leaf.rows) - 1, column))


def _levels(headers: list[str], groups: list[str], levels: int) -> list[list[str]]:
    """Two or three rows: the serial number stands alone through all of them."""
    middle = [group if index == 1 or group != groups[index - 1] else "" for index, group in enumerate(groups)]
    middle[0], bottom = headers[0], ["", *headers[1:]]
    if levels == 2:
        return [middle, bottom]
    member = [group not in shapes.HOUSEHOLD_GROUPS for group in groups]
    top = [
        "" if index > 1 and flag == member[index - 1] else ("家庭成员信息" if flag else "低保家庭信息")
        for index, flag in enumerate(member)
    ]
    return [[headers[0], *top[1:]], ["", *middle[1:]], bottom]


def layered(leaf: Leaf, groups: tuple) -> Leaf:
    """A second header row of groups; a column without one stands through both."""
    top, bottom, column = [], [], 0
    for group, width in groups:
        names = leaf.headers[0][column : column + width]
        top += [group, *[""] * (width - 1)] if group else names
        bottom += names if group else [""] * width
        column += width
    leaf.headers = [top, bottom]
    return leaf


def wear(leaf: Leaf, rng: Random, table: str) -> None:
    """Columns nobody asked for, rows of an older delivery, a few rows without the person."""
    headers, width = leaf.headers[0], len(leaf.headers[0])
    if table in STALE:
        headers.append("数据日期")
        stale = [[*row, "2024-12-31"] for row in rng.sample(leaf.rows, len(leaf.rows) // 50)]
        leaf.rows[:] = [[*row, "2025-06-30"] for row in leaf.rows] + stale
    if rng.random() < 0.5:
        headers += ["录入人", "打印次数"]
        for row in leaf.rows:
            row += [rng.choice(("系统管理员", "窗口1", "窗口2")), rng.randrange(3)]
    people = [
        index
        for index, header in enumerate(headers[:width])
        if "姓名" in header or "证" in header or header.endswith("人")
    ]
    for row in rng.sample(leaf.rows, min(2, len(leaf.rows) // 20)):
        leaf.rows.append(["" if index in people else cell for index, cell in enumerate(row)])


def hidden_leaves(office) -> list[Leaf]:
    """The list behind the drop-downs, which somebody hid."""
    if office.mess < 3:
        return []
    return [
        Leaf("代码表", [["类别", "致贫原因"]], [["A类", "因病"], ["B类", "因残"], ["C类", "缺劳动力"]], hidden=True)
    ]


def litter(folder: Path, office) -> int:
    """What lies in every such folder and is no data; returns the number of data files that came twice."""
    if office.mess:
        (folder / "情况说明.txt").write_text("各科室：现将有关数据发给你们，请查收。\n", encoding="utf-8")
    if office.mess >= 2:
        (folder / "Thumbs.db").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
        _duty_roster(folder / "值班表.xlsx", office)
    if office.mess < 3:
        return 0
    (folder / "~$全县低保花名册.xlsx").write_bytes(b"\x05user".ljust(165, b" "))
    return _copies(folder)


def _duty_roster(path: Path, office) -> None:
    names = office.world.registry.names
    rows = [[f"2025年6月{day}日", names[day], names[day + 40], "值班电话略"] for day in range(1, 31)]
    write(path, [Leaf("6月", [["日期", "带班领导", "值班人员", "备注"]], rows, titles=["县民政局2025年6月值班安排表"])])


def _copies(folder: Path) -> int:
    """One roster and one register that somebody sent a second time under another name."""
    rosters = sorted((folder / "低保花名册").iterdir())
    deaths = sorted(path for path in folder.iterdir() if "死亡" in path.name or "火化" in path.name)
    copies = [rosters[0], *deaths[:1]]
    (folder / "新建文件夹").mkdir(exist_ok=True)
    for path in copies:
        shutil.copyfile(path, folder / "新建文件夹" / f"{path.stem} - 副本{path.suffix}")
    return len(copies)
