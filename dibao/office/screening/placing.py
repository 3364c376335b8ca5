"""Where a household belongs, in codes: from its own code if the county knows it, else from the names of its places."""

from dibao.office.accounts.models import Area

SUFFIXES = (
    "街道办事处",
    "人民政府",
    "街道办",
    "村民委员会",
    "居民委员会",
    "村委会",
    "居委会",
    "社区",
    "街道",
    "地区",
    "村",
    "镇",
    "乡",
)


class Places:
    """The divisions inside one area, by code and by name."""

    def __init__(self, area: Area):
        self.own = area
        inside = Area.objects.filter(code__startswith=area.code).prefetch_related("aliases")
        self.codes = {a.code for a in inside}
        self.towns: dict[str, str] = {}
        self.villages: dict[tuple[str, str], str] = {}
        for each in inside:
            for name in (each.name, *(alias.name for alias in each.aliases.all())):
                self._learn(each, name)

    def _learn(self, area: Area, name: str) -> None:
        for spelling in (name, bare(name)):
            if area.level == "township":
                self.towns.setdefault(spelling, area.code)
            elif area.level == "village":
                self.villages.setdefault((area.code[:9], spelling), area.code)

    def code_of(self, code: str | None, township: str | None, village: str | None) -> tuple[str, bool]:
        """The narrowest division that is known, and whether it is narrow enough to be somebody's (a township at least).

        What cannot be placed lands on the desk of the area itself.
        """
        if code and code in self.codes:
            return code, True
        town = self._town(township)
        if not town:
            return self.own.code, len(self.own.code) >= 9
        found = self.villages.get((town, village or "")) or self.villages.get((town, bare(village or "")))
        return found or town, True

    def _town(self, name: str | None) -> str:
        if len(self.own.code) == 9 and (not name or bare(name) == bare(self.own.name)):
            return self.own.code
        return self.towns.get(name or "") or self.towns.get(bare(name or ""), "")


def bare(name: str) -> str:
    """A name without the words for its kind, unless nothing would be left: 大塘村委会 → 大塘."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name
