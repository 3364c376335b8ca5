"""A whole list of areas at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from dibao.office.accounts.actions.areas import add_area, next_quasi_code, rename_area
from dibao.office.accounts.area_file import AreaRow, BadRow
from dibao.office.accounts.models import AREA_LEVELS, Area, AreaAlias
from dibao.office.base.actions import Refused, action, change, tell


@dataclass
class Imported:
    """What became of the rows: added + changed + same + refused = all of them. `above`: areas that rows only named."""

    file: str
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[BadRow] = field(default_factory=list)
    above: list[Area] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.added + self.changed + self.same + len(self.refused)


@action("area.import", "导入区划名录", needs="area.manage")
def import_areas(*, by, file: str, rows: list[AreaRow | BadRow]) -> Imported:
    """Rows that are right are used, each with its own event; the others come back with a sentence."""
    result = Imported(file, refused=[row for row in rows if isinstance(row, BadRow)])
    for row in _from_above([row for row in rows if isinstance(row, AreaRow)]):
        try:
            with transaction.atomic():
                above = _add_above(by, row)
                done = _take(by, row)
            result.above += above
            setattr(result, done, getattr(result, done) + 1)
        except Refused as refused:
            result.refused.append(BadRow(row.where, str(refused)))
    counts = {"rows": result.total, "added": result.added, "changed": result.changed, "refused": len(result.refused)}
    tell(title="导入区划名录", new={"file": file} | counts)
    return result


def _from_above(rows: list[AreaRow]) -> Iterable[AreaRow]:
    """Townships before their villages, old areas before those they went into; rows without a code last, as they stand."""
    return sorted(rows, key=lambda r: (not r.code, len(r.code), bool(r.predecessors)))


def _add_above(by, row: AreaRow) -> list[Area]:
    """Lists of villages name the township in a column and give it no row: its code is the beginning of theirs."""
    shorter = {AREA_LEVELS["village"]: AREA_LEVELS["township"], AREA_LEVELS["group"]: AREA_LEVELS["village"]}
    digits = shorter.get(len(row.code))
    if not digits or not row.path or Area.objects.filter(code=row.code[:digits]).exists():
        return []
    return [add_area(by=by, code=row.code[:digits], name=row.path[-1])]


def _take(by, row: AreaRow) -> str:
    above = None if row.code else _above(row)
    area = Area.objects.filter(code=row.code).first() if row.code else _child(above, row.name)
    if area is None:
        _add(by, row, above)
        return "added"
    return "changed" if _update(by, area, row) else "same"


def _above(row: AreaRow) -> Area:
    """Where a row without a code belongs. Below a village we make codes of our own; elsewhere a list must give them."""
    found = _by_path(row.path)
    if found is None:
        raise Refused("没有区划代码，也看不出它的上级。请补上代码，或写明所属乡镇和村")
    if found.level != "village" and _child(found, row.name) is None:
        raise Refused(
            f"“{found.path}”下面没有“{row.name}”，又没有区划代码。确实没有国家代码的（如开发区），请在页面上“新增区划”"
        )
    return found


def _by_path(names: list[str]) -> Area | None:
    """Follow names down from wherever the first is found; a name that fits twice leads nowhere."""
    found = list(Area.objects.filter(valid_to__isnull=True, name=names[0])) if names else []
    for name in names[1:]:
        found = [child for area in found for child in [_child(area, name)] if child]
    return found[0] if len(found) == 1 else None


def _child(area: Area, name: str) -> Area | None:
    inside = area.children.filter(valid_to__isnull=True)
    return inside.filter(name=name).first() or inside.filter(aliases__name=name).first()


def _add(by, row: AreaRow, above: Area | None) -> None:
    code = row.code or next_quasi_code(above)
    add_area(
        by=by,
        code=code,
        name=row.name,
        quasi=not row.code or len(code) == AREA_LEVELS["group"],
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        predecessors=tuple(_predecessor(p) for p in row.predecessors),
        aliases=tuple(dict.fromkeys(a for a in row.aliases if a != row.name)),
    )


def _predecessor(said: str) -> Area:
    found = Area.objects.filter(code=said) if said.isdigit() else Area.objects.filter(name=said)
    if len(found) != 1:
        raise Refused(f"前身“{said}”{'没有找到' if not found else '有好几个同名的，请写代码'}")
    return found[0]


def _update(by, area: Area, row: AreaRow) -> bool:
    """What the file says beyond what we know; what it leaves empty stays."""
    if not by.sees_area(area.code):
        raise Refused(f"“{area}”不在您的管辖范围内")
    days = {name: getattr(row, name) for name in ("valid_from", "valid_to") if getattr(row, name)}
    new = [a for a in dict.fromkeys(row.aliases) if a != row.name and not area.aliases.filter(name=a).exists()]
    before = [p for p in map(_predecessor, row.predecessors) if not area.predecessors.filter(pk=p.pk).exists()]
    renamed = row.name != area.name
    if renamed:
        rename_area(by=by, area=area, name=row.name)
    told = change(area, **days)
    AreaAlias.objects.bulk_create([AreaAlias(area=area, name=name) for name in new])
    area.predecessors.add(*before)
    if told["new"] or new or before:
        more = {"aliases": new, "predecessors": [str(p) for p in before]}
        tell(area, old=told["old"], new=told["new"] | {key: value for key, value in more.items() if value})
    return bool(renamed or told["new"] or new or before)
