"""Rows of the world become leaves, each in the hand of its office."""

from collections.abc import Iterable
from random import Random
from zlib import crc32

from dibao.county import shapes, spoil
from dibao.county.clock import AS_OF
from dibao.county.files import Leaf
from dibao.county.hand import Damage, Hand
from dibao.county.people import Person
from dibao.county.shapes_office import OFFICE
from dibao.county.world import World

BY_TOWNSHIP = (
    "exit",
    "adjustment",
    "archive",
    "income",
    "refusal",
    "relative_filing",
    "maintenance",
    "card_custody",
    "disability",
)  # the silent one sent none
DAMAGE_AS = {"death公安": "death", "death卫健": "death", "death殡葬": "death"}


class Office:
    """Writes leaves for one county: knows places, seed and mess."""

    def __init__(self, world: World, mess: int):
        self.world, self.mess, self.damage = world, mess, Damage()

    def hand(self, table: str, more: str = "") -> Hand:
        """The habits of the sender of this table."""
        return Hand(self.world.seed, DAMAGE_AS.get(table, table), self.mess, self.damage, table + more)

    def headers(self, table: str, columns: list[tuple]) -> list[str]:
        """One header a column: the plain ones, or from level 1 on this sender's own."""
        rng = Random(f"headers:{self.world.seed}:{table}")
        return [names[rng.randrange(len(names)) if self.mess else 0] for _, _, names in columns]

    def leaf(
        self, table: str, name: str, title: str, columns: list[tuple], rows: Iterable[dict], more: str = ""
    ) -> Leaf:
        """A plain list: titles and notes as the level of mess asks."""
        hand, headers = self.hand(table, more), self.headers(table, columns)
        body = [
            [self.value(hand, key, kind, row, number) for key, kind, _ in columns] for number, row in enumerate(rows, 1)
        ]
        result = Leaf(name, [headers], body)
        self.decorate(result, hand.rng, title, dated=table != "payment")
        return result

    def decorate(self, leaf: Leaf, rng: Random, title: str, dated: bool = True) -> None:
        """Title, unit line with the data day where there is one, total and signature rows."""
        if not self.mess:
            return
        if rng.random() < 0.8:
            leaf.titles.append(f"{self.world.map.name}{title}")
            if rng.random() < 0.5:
                day = f"　　数据截止日期：{AS_OF.year}年{AS_OF.month}月{AS_OF.day}日" if dated else "　　单位：元"
                leaf.titles.append(f"填报单位：{self.world.map.name}有关部门{day}")
        width = len(leaf.headers[0])
        if rng.random() < 0.5 and width > 2:
            leaf.notes.append(["合计", f"{len(leaf.rows)}"] + [""] * (width - 2))
        if rng.random() < 0.5:
            leaf.notes.append([f"填表人：{self.world.registry.names[0]}　　审核人：{self.world.registry.names[1]}"])

    def value(self, hand: Hand, key: str, kind: str, row: dict, number: int):
        """The cell of one column for one row."""
        person: Person | None = row.get("person")
        if key == "no":
            return number
        if kind in ("name", "id") and key not in ("name", "id", "holder", "guardian"):
            other = self._other(key, row)
            return hand.cell(kind, (other.name if kind == "name" else other.id_no) if other else "", other)
        if key in row:
            return hand.cell(kind, row[key], person)
        if person is None:
            return ""
        return hand.cell(kind, self._of_person(key, person, row), person)

    def _other(self, key: str, row: dict) -> Person | None:
        """The second person a row speaks of: spouse, parent, relative, custodian, head."""
        prefix = key.rsplit("_", 1)[0]
        if prefix == "head":
            home = row.get("household")
            return row.get("head") or (home.head.person if home else row.get("person"))
        return row.get(prefix)

    def _of_person(self, key: str, person: Person, row: dict):
        if key in ("township", "village"):
            return self.place(person, row)[key == "village"]
        home = row.get("household")
        if key == "household_no":
            return home.no if home else ""
        if key == "account":
            return home.account if home else ""
        if key == "yuan":
            return (row.get("fen") or 0) / 100 or ""
        field = {"id": "id_no", "relation": "hukou_relation"}.get(key, key)
        return getattr(person, field, "") or (person.address if field == "residence" else "")

    def place(self, person: Person, row: dict) -> tuple[str, str]:
        """Names of township and village, of the household where the row is about one."""
        where = row.get("household") or person
        town = self.world.map.townships[where.township]
        village, home = town.villages[where.village], row.get("household")
        word = f"{self.world.seed}:{home.no if home else person.id_no}"
        old = self.mess >= 3 and int(village.code[-2:]) % 5 == 0 and crc32(word.encode()) % 2
        return town.name, village.alias if old else village.name

    def register(self, table: str) -> Leaf | None:
        """A whole register as one leaf; none if the county has no such row."""
        _, title, keys = shapes.REGISTERS[table]
        rows = self.register_rows(table)
        if not rows:
            return None
        leaf = self.leaf(table, "Sheet1", title, shapes.columns(keys), rows)
        if self.mess >= 3 and table not in (
            "hukou",
            "income",
            *OFFICE,
        ):  # a line of income or a test call twice is another one
            spoil.wear(leaf, Random(f"wear:{self.world.seed}:{table}"), table)
        return leaf

    def register_rows(self, table: str) -> list[dict]:
        """Rows in the order of the sender, silent township left out where it is the sender."""
        if table == "hukou":
            dead = {row["person"] for row in self.world.rows.get("death", ()) if row["source"] == "公安"}
            rows = [{"person": person} for person in self.world.people if person not in dead]
        elif table.startswith("death"):
            rows = [row for row in self.world.rows.get("death", ()) if row["source"] == table[5:]]
        else:
            rows = list(self.world.rows.get(table, ()))
        if table in BY_TOWNSHIP:
            rows = [row for row in rows if (row.get("household") or row["person"]).township != self.world.map.silent]
        Random(f"order:{self.world.seed}:{table}").shuffle(rows)
        if table in (*BY_TOWNSHIP, "hukou", "cadre"):
            rows.sort(
                key=lambda row: (
                    (row.get("household") or row["person"]).township,
                    (row.get("household") or row["person"]).village,
                )
            )
        return rows
