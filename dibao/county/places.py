"""Townships and villages of a county that does not exist, with codes as domain.md 3.7 builds them."""

from dataclasses import dataclass
from random import Random

HEADS = "青白金银石龙凤云双大新永安太平东西南北上下清高古长福龟鹤松柏梅桃杨柳枫樟"
TAILS = "溪河塘坪山岭湾田坝桥井泉冲沟洞岩林坡岗潭洲湖滩寨关口庄园"
COUNTIES = ("云栖县", "枫泉县", "青禾县", "松鹤县", "柳荫县", "鹤鸣县", "梧岭县", "桐溪县")  # none of them exists
VILLAGE_ENDS = ("村", "村", "村", "村", "坪村", "湾村", "屯村")


@dataclass(frozen=True)
class Village:
    """A village or a community (社区) of a township."""

    name: str
    code: str
    alias: str
    urban: bool


@dataclass(frozen=True)
class Township:
    """A township; the last one of the county never sends its sheets."""

    name: str
    code: str
    villages: tuple[Village, ...]


@dataclass(frozen=True)
class Map:
    """The whole county."""

    name: str
    region: str
    townships: tuple[Township, ...]

    @property
    def silent(self) -> int:
        """Index of the township whose sheets never came."""
        return len(self.townships) - 1


def draw_map(rng: Random, households: int) -> Map:
    """Twenty townships and three hundred villages for 12,000 households, fewer for fewer."""
    region = f"{rng.choice((41, 42, 43, 51, 52, 61, 62))}{rng.randrange(71, 89)}{rng.randrange(31, 49)}"
    count = max(3, min(20, round(households / 600)))
    per = max(2, min(15, round(households / count / 40)))
    names = _names(rng, count + count * per)
    townships = []
    for number in range(count):
        ending = "街道" if number == 0 else rng.choice(("镇", "镇", "乡"))
        base = {"街道": 1, "镇": 100, "乡": 200}[ending] + number
        code = f"{region}{base:03d}"
        villages = tuple(_village(rng, code, index, names.pop(), number == 0 or index == 0) for index in range(per))
        townships.append(Township(names.pop() + ending, code, villages))
    return Map(rng.choice(COUNTIES), region, tuple(townships))


def _names(rng: Random, count: int) -> list[str]:
    pairs = [head + tail for head in HEADS for tail in TAILS]
    rng.shuffle(pairs)
    return pairs[:count]


def _village(rng: Random, township: str, index: int, name: str, urban: bool) -> Village:
    if urban:
        return Village(name + "社区", f"{township}{index + 1:03d}", name + "居委会", True)
    full = name + rng.choice(VILLAGE_ENDS)
    return Village(full, f"{township}{200 + index:03d}", name + rng.choice(("村委会", "大队", "行政村")), False)
