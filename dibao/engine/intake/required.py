"""Which data rows can be used: each group of `required` needs a value; the others go back with their reason."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.intake.columns import CleanColumn
from dibao.engine.tables import Table
from dibao.engine.values import cell_text
from dibao.engine.values.identity import DAMAGED, NONE


@dataclass(frozen=True)
class SetAside:
    """One reason for which a row goes back: the cell (physical column, -1 = none) and a sentence."""

    row: int
    column: int
    sentence: str


def has_value(table: Table, values: dict[str, pa.Array], rows: int) -> dict[str, np.ndarray]:
    """For each table column there is, which rows have a usable value.

    A damaged ID is usable only beside a name or a household number: alone it leads to nobody.
    """
    there = {name: ~np.asarray(array.is_null()) for name, array in values.items() if name in table.columns}
    anchors = [there[name] for name in there if table.columns[name].type in ("name", "household_no")]
    anchored = np.logical_or.reduce(anchors) if anchors else np.zeros(rows, bool)
    for name in there:
        if table.columns[name].type == "id":
            damaged = np.asarray(values[f"{name}_tier"]) == DAMAGED
            there[name] = there[name] & (~damaged | anchored)
    return there | _worded(table, values)


def _worded(table: Table, values: dict[str, pa.Array]) -> dict[str, np.ndarray]:
    """For each `column=words` of the required groups, which rows have a cell with one of the words (“延期”: no day is due)."""
    items = {item: item.split("=", 1) for group in table.required for item in group if "=" in item}
    said = {item: (values[name], words) for item, (name, words) in items.items() if name in values}
    return {
        item: np.asarray(pc.fill_null(pc.match_substring_regex(array, words), False))
        for item, (array, words) in said.items()
    }


def missing_groups(table: Table, there: dict[str, np.ndarray], rows: int) -> list[tuple[tuple[str, ...], np.ndarray]]:
    """Each required group that some row lacks, with the places of these rows."""
    result = []
    for group in table.required + table.row_needs:
        found = [there[name] for name in group if name in there]
        lacking = np.flatnonzero(~np.logical_or.reduce(found)) if found else np.arange(rows)
        if len(lacking):
            result.append((group, lacking))
    return result


class Reasons:
    """Writes the sentences for the rows that go back."""

    def __init__(self, table: Table, columns: list[CleanColumn], numbers: np.ndarray):
        self.table, self.columns, self.numbers = table, columns, numbers

    def write(self, missing: list[tuple[tuple[str, ...], np.ndarray]]) -> list[SetAside]:
        """Every reason, row by row: what is missing first, then the other bad cells of the row."""
        reasons: dict[int, list[SetAside]] = {}
        for group, places in missing:
            for place in places.tolist():
                reasons.setdefault(place, []).extend(self._lacks(group, place))
        for place, known in reasons.items():
            told = {reason.column for reason in known}
            known.extend(r for r in self._bad(self.columns, place) if r.column not in told)
        return [reason for place in sorted(reasons) for reason in reasons[place]]

    def doubts(self, values: dict[str, pa.Array], used: np.ndarray) -> list[SetAside]:
        """Rows that are used although their number leads to nobody: nothing can be looked up for them elsewhere."""
        reasons = []
        for name in (name for name in self.table.must_identify if name in values):
            tiers = np.asarray(values[f"{name}_tier"])
            columns = [column for column in self.columns if column.column.name == name]
            for place in np.flatnonzero(used & ((tiers == DAMAGED) | (tiers == NONE))).tolist():
                reasons += self._bad(columns, place) or self._without(columns, place)
        return reasons

    def _without(self, columns: list[CleanColumn], place: int) -> list[SetAside]:
        row, title = int(self.numbers[place]), columns[0].column.names[0]
        sentence = f"第{row}行没有{title}，无法与其他部门比对，请补填；确实没有证件的可以不改"
        return [SetAside(row, column.index, sentence) for column in columns]

    def _lacks(self, group: tuple[str, ...], place: int) -> list[SetAside]:
        columns = [column for column in self.columns if column.column.name in group]
        if bad := self._bad(columns, place):
            return bad
        row, titles = int(self.numbers[place]), "或".join(self.table.columns[name].names[0] for name in group[:4])
        said = [(c, cell_text(c.raw[c.codes[place]])) for c in columns if c.codes[place] >= 0]
        said = [(column, text) for column, text in said if text]
        if said:
            column, text = said[0]
            return [SetAside(row, column.index, f"第{row}行“{text[:16]}”不能使用，请填写{titles}")]
        places = [column.index for column in columns] or [-1]
        return [SetAside(row, index, f"第{row}行缺少{titles}，请补填") for index in places]

    def _bad(self, columns: list[CleanColumn], place: int) -> list[SetAside]:
        row = int(self.numbers[place])
        cells = ((column.index, column.bad.get(int(column.codes[place]))) for column in columns)
        return [SetAside(row, index, f"第{row}行：{why}") for index, why in cells if why is not None]
