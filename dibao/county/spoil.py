"""How the sheets are spoilt on the way: layouts of rosters, kinds of files, litter in the folder."""

from pathlib import Path
from random import Random

from dibao.county import ledgers, shapes
from dibao.county.files import Leaf
from dibao.county.offices import Office


def file_kind(office: Office, rng: Random, leaves: list[Leaf]) -> str:
    """Workbooks mostly; some banks send GB18030 text, some systems HTML under the name of Excel."""
    if office.mess < 2 or len(leaves) > 1 or any(leaf.merges for leaf in leaves):
        return ".xlsx"
    roll = rng.random()
    return ".csv" if roll < 0.3 else ".xls" if roll < 0.4 and office.mess >= 3 else ".xlsx"


def roster_leaf(office: Office, township: int) -> Leaf:
    """The roster of one township in the layout that this township likes."""
    town = office.world.map.townships[township]
    homes = ledgers.roster_rows(office, ledgers.in_force(office, township))
    columns = shapes.columns(tuple(column for _, column in shapes.ROSTER))
    hand, headers = office.hand("roster", town.name), office.headers("roster", columns)
    body, number = [], 0
    for rows in homes:
        for row in rows:
            number += 1
            body.append([office.value(hand, key, kind, row, number) for key, kind, _ in columns])
    leaf = Leaf(town.name, [headers], body)
    office.decorate(leaf, hand.rng, f"{town.name}城乡居民最低生活保障花名册")
    return leaf


def litter(folder: Path, office: Office) -> None:
    """What lies in every such folder and is no data."""
    if office.mess:
        (folder / "情况说明.txt").write_text("各科室：现将有关数据发给你们，请查收。\n", encoding="utf-8")
    if office.mess >= 2:
        (folder / "Thumbs.db").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    if office.mess >= 3:
        (folder / "~$全县低保花名册.xlsx").write_bytes(b"\x05user".ljust(165, b" "))
