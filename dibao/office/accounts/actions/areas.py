"""What is done to areas: an area is never deleted, since old records lie in it; it is closed, and says where it went."""

from datetime import date, timedelta

from dibao.office.accounts.models import AREA_LEVELS, AREA_TITLES, Area, AreaAlias
from dibao.office.base.actions import House, Refused, action, change, tell

LEVEL_OF_DIGITS = {digits: level for level, digits in AREA_LEVELS.items()}
LEVELS_DOWN = list(AREA_LEVELS)


@action("area.add", "新增区划", needs="area.manage")
def add_area(
    *,
    by,
    code: str,
    name: str,
    quasi: bool = False,
    valid_from: date | None = None,
    valid_to: date | None = None,
    predecessors: tuple[Area, ...] = (),
    aliases: tuple[str, ...] = (),
) -> Area:
    """A division under its code; what lies above it is the longest code that begins it."""
    level = _level(code)
    parent = _parent(by, code, level)
    if Area.objects.filter(code=code).exists():
        raise Refused(f"代码 {code} 已经是“{Area.objects.get(code=code)}”了")
    _check_days(valid_from, valid_to)
    area = Area.objects.create(
        code=code, name=name, level=level, parent=parent, quasi=quasi, valid_from=valid_from, valid_to=valid_to
    )
    area.predecessors.set(predecessors)
    for alias in aliases:
        AreaAlias.objects.create(area=area, name=alias)
    more = {"predecessors": [str(p) for p in predecessors], "aliases": list(aliases)}
    tell(area, new={"code": code, "name": name} | {key: value for key, value in more.items() if value})
    return area


def _level(code: str) -> str:
    if not code.isascii() or not code.isdigit() or len(code) not in LEVEL_OF_DIGITS:
        raise Refused(f"区划代码“{code}”不对：县 6 位、乡镇 9 位、村 12 位、村民小组 15 位数字")
    return LEVEL_OF_DIGITS[len(code)]


def _parent(by, code: str, level: str) -> Area | None:
    """The office's top area has nothing above it; only the house itself may set one up."""
    if level == "county" and isinstance(by, House):
        return Area.objects.filter(code=code[:4]).first()
    above = LEVELS_DOWN[LEVELS_DOWN.index(level) - 1] if level != "province" else None
    parent = Area.objects.filter(code=code[: AREA_LEVELS[above]]).first() if above else None
    if parent is None and not isinstance(by, House):
        title = AREA_TITLES[above] if above else "国"
        raise Refused(
            f"区划代码 {code} 的上级（{title} {code[: AREA_LEVELS[above]] if above else ''}）还没有，请先加上级"
        )
    if not by.sees_area(code):
        raise Refused(f"区划代码 {code} 不在您的管辖范围内")
    return parent


def next_quasi_code(parent: Area) -> str:
    """A code of our own below `parent`: 901 and up, which no national list uses; village groups count from 001."""
    level = LEVELS_DOWN[LEVELS_DOWN.index(parent.level) + 1]
    width = AREA_LEVELS[level] - len(parent.code)
    first = 1 if level == "group" else 901
    taken = set(Area.objects.filter(parent=parent).values_list("code", flat=True))
    free = (f"{parent.code}{n:0{width}}" for n in range(first, 1000))
    code = next((code for code in free if code not in taken), None)
    if code is None:
        raise Refused(f"{parent}下面的准代码用完了")
    return code


@action("area.rename", "区划更名", needs="area.manage")
def rename_area(*, by, area: Area, name: str) -> None:
    """The old name stays an alias: sheets go on using it for years."""
    _check_reach(by, area)
    if name == area.name:
        raise Refused(f"名称没有变，还是“{name}”")
    old = area.name
    told = change(area, name=name)
    AreaAlias.objects.get_or_create(area=area, name=old)
    tell(area, **told)


@action("area.alias", "添加区划别名", needs="area.manage")
def add_alias(*, by, area: Area, name: str) -> AreaAlias:
    """Another name under which sheets know it. A name that is a neighbour's own is refused: it would lead astray."""
    _check_reach(by, area)
    neighbour = Area.objects.filter(parent=area.parent, name=name).exclude(pk=area.pk).first()
    if neighbour or name == area.name:
        raise Refused(f"“{name}”就是{'本区划' if name == area.name else f'{neighbour.path}'}的名称，不能再作别名")
    if area.aliases.filter(name=name).exists():
        raise Refused(f"{area}已经有别名“{name}”了")
    alias = AreaAlias.objects.create(area=area, name=name)
    tell(area, new={"alias": name})
    return alias


@action("area.alias_drop", "删除区划别名", needs="area.manage")
def drop_alias(*, by, alias: AreaAlias) -> None:
    """An alias that was a mistake."""
    _check_reach(by, alias.area)
    tell(alias.area, old={"alias": alias.name})
    alias.delete()


@action("area.close", "撤销区划", needs="area.manage")
def close_area(*, by, area: Area, day: date) -> None:
    """From this day on there is no such area; nothing open may hang on it."""
    _check_reach(by, area)
    _check_open(area)
    tell(area, **_closed(area, day))


@action("area.merge", "合并区划", needs="area.manage")
def merge_areas(*, by, areas: list[Area], into: Area, day: date) -> None:
    """From this day on `areas` are part of `into`, which is answerable for what lies in their records too."""
    if not areas:
        raise Refused("请选择要并入的区划")
    for area in areas:
        _check_reach(by, area)
        _check_merge(area, into)
        told = _closed(area, day)
        into.predecessors.add(area)
        AreaAlias.objects.get_or_create(area=into, name=area.name)
        tell(area, old=told["old"], new=told["new"] | {"into": into})
    _check_reach(by, into)
    tell(into, new={"predecessors": [str(area) for area in areas], "day": day})


def _check_merge(area: Area, into: Area) -> None:
    if area == into or area.level != into.level:
        raise Refused(f"“{area}”不能并入“{into}”：两边要是同一级的两个区划")
    if into.valid_to:
        raise Refused(f"“{into}”已于 {into.valid_to:%Y-%m-%d} 撤销，不能再并入")
    _check_open(area)


def _closed(area: Area, day: date) -> dict:
    last = day - timedelta(days=1)
    if area.valid_to:
        raise Refused(f"“{area}”已于 {area.valid_to:%Y-%m-%d} 撤销")
    _check_days(area.valid_from, last)
    return change(area, valid_to=last)


def _check_open(area: Area) -> None:
    """Children and people that would be left behind."""
    inside = area.children.filter(valid_to__isnull=True).first()
    if inside:
        raise Refused(f"“{area}”下面还有“{inside}”等区划在用，请先逐一撤销或合并")
    seated = area.units.filter(posts__tenures__to_day__isnull=True, posts__tenures__isnull=False).first()
    if seated:
        raise Refused(f"“{seated}”还有人在岗，请先把岗位交接出去")


def _check_days(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise Refused(f"撤销日期 {last:%Y-%m-%d} 早于启用日期 {first:%Y-%m-%d}")


def _check_reach(by, area: Area) -> None:
    if not by.sees_area(area.code):
        raise Refused(f"“{area}”不在您的管辖范围内")
