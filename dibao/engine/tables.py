"""The tables that may come in, as the files of `rulebook/tables/` declare them."""

import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dibao.engine.errors import RulebookError

TYPES = {
    "id",
    "name",
    "text",
    "date",
    "month",
    "money",
    "int",
    "number",
    "flag",
    "code",
    "account",
    "phone",
    "household_no",
    "moment",
}

MODES = ("increment", "snapshot", "history")

# What a lake column of each type is in SQL; `id` and `money` get companions, see `lake_columns`.
SQL_TYPES = {
    "id": "VARCHAR", "name": "VARCHAR", "text": "VARCHAR", "code": "VARCHAR", "account": "VARCHAR", "phone": "VARCHAR",
    "household_no": "VARCHAR", "date": "DATE", "month": "INTEGER", "money": "BIGINT", "int": "INTEGER",
    "number": "DOUBLE", "flag": "BOOLEAN", "moment": "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column: its type, the headers it comes under, and for codes the words for each value."""

    name: str
    type: str
    names: tuple[str, ...]
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    shared: bool = False

    @property
    def lake_name(self) -> str:
        """Name in the lake: money is kept in fen and says so."""
        return f"{self.name}_fen" if self.type == "money" else self.name


@dataclass(frozen=True)
class Table:
    """One dataset: who holds it, how it is recognised, what it must have.

    `scope` is `county` (the sender answers for the whole county) or `township`
    (only for the townships whose rows are there). `time` is `state` (spells that
    hold until they end), `register` (all that is known up to the data day) or
    `ledger` (events; silent before its first one). `mode` is what a newer batch means:
    `increment` (more events), `snapshot` (the list again, in place of the older one) or
    `history` (the same, and the older one still tells of its own day). A sheet must have a column of each
    group of `required` (there `column=words` is enough for a row whose cell has one of the words); a row must also have a value of each group of `row_needs`,
    which the title or the file's name may give. `turns` is for ledgers with a row for each step: by a column
    of codes and its code, where the values of other columns belong (`""` = nowhere). A row whose number in a column of
    `must_identify` leads to nobody is used, and goes back to its sender too. `named` are columns of codes that the
    title, the sheet or the file may say for all rows, where no column does.
    """

    code: str
    title: str
    holder: str
    about: tuple[str, ...]
    scope: str
    time: str
    event: str | None
    required: tuple[tuple[str, ...], ...]
    row_needs: tuple[tuple[str, ...], ...]
    columns: dict[str, Column]
    mode: str = "increment"
    turns: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    must_identify: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    tells: tuple[tuple[str, ...], ...] = ()
    named: tuple[str, ...] = ()

    @cached_property
    def by_word(self) -> dict[str, Column]:
        """A column under its own name, its name in the lake, and its usual Chinese header."""
        columns = list(self.columns.values())
        words = {c.names[0]: c for c in reversed(columns)}
        return words | {c.lake_name: c for c in columns} | {c.name: c for c in columns}

    def lake_columns(self) -> dict[str, str]:
        """Column name → SQL type of the records that intake makes."""
        result: dict[str, str] = {}
        for column in self.columns.values():
            result[column.lake_name] = SQL_TYPES[column.type]
            if column.type == "id":
                result[f"{column.name}_tier"] = "TINYINT"
        return result


def load_tables(folder: Path) -> dict[str, Table]:
    """Read every table file; `RulebookError` names the file that is wrong."""
    shared = _read(folder / "_shared.toml")["columns"]
    return {path.stem: _table(path, shared) for path in sorted(folder.glob("[a-z]*.toml"))}


def _table(path: Path, shared: dict) -> Table:
    data = _read(path)
    own = data["columns"]
    unknown = [name for name in data["shared"] if name not in shared]
    if unknown:
        raise RulebookError(path.name, f"shared 中的列 {unknown} 在 _shared.toml 里没有")
    columns = {name: _column(path, name, shared[name], True) for name in data["shared"] if name not in own}
    columns |= {name: _column(path, name, spec, False) for name, spec in own.items()}
    return Table(
        path.stem, data["title"], data["holder"], tuple(data["about"]), data["scope"], data["time"],
        data.get("event"), tuple(tuple(group) for group in data["required"]),
        tuple(tuple(group) for group in data.get("row_needs", [])), columns, _mode(path, data),
        _turns(path, data.get("turn", {}), columns), tuple(data.get("must_identify", ())),
        tuple(data.get("says", ())), tuple(data.get("unless", ())), tuple(tuple(group) for group in data.get("tells", [])),
        tuple(data.get("named", ())),
    )  # fmt: skip


def _mode(path: Path, data: dict) -> str:
    """What holds until it ends comes whole each time; a ledger grows."""
    mode = data.get("mode", "increment" if data["time"] == "ledger" else "snapshot")
    if mode not in MODES:
        raise RulebookError(path.name, f"mode 不能是 {mode!r}", f"可用：{'、'.join(MODES)}")
    return mode


def _turns(path: Path, turns: dict, columns: dict[str, Column]) -> dict[str, dict[str, dict[str, str]]]:
    """Every column and code that a turn names must be there."""
    for by, moves in turns.items():
        named = {name for pairs in moves.values() for pair in pairs.items() for name in pair if name}
        if by not in columns or not moves.keys() <= columns[by].codes.keys() or not named <= columns.keys():
            raise RulebookError(path.name, f"[turn.{by}] 写了没有的列或代码")
    return turns


def _column(path: Path, name: str, spec: dict, is_shared: bool) -> Column:
    if spec.get("type") not in TYPES:
        raise RulebookError(
            path.name, f"列 {name} 的类型 {spec.get('type')!r} 不认识", f"可用：{'、'.join(sorted(TYPES))}"
        )
    codes = {value: tuple(words) for value, words in spec.get("codes", {}).items()}
    return Column(name, spec["type"], tuple(spec["names"]), codes, is_shared)


def _read(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(path.name, f"不是有效的 TOML：{error}") from error
