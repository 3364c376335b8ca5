"""Labelled pairs of made-up persons as two offices would write them: the same one twice, or two who look alike.

Shares and habits are those of domain.md chapters 5 and 6.19 made worse: a benchmark in which every number is clean
measures nothing. What stands here was written before the matcher was looked at for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from dibao.county.people import RARE, SURNAMES, Registry, check_character, to_fifteen

FIELDS = ("name", "id_no", "born_on", "area")
DAY = date(2024, 4, 30)
REGION = "431299"
VILLAGES = tuple(f"{a}{b}村" for a in "东西南北上下" for b in "坪溪塘湾岭冲")
TRADITIONAL = dict(zip("张刘陈杨黄赵吴孙马罗郑谢许邓韩冯叶苏卢贾谭陆邹龙万钱严贺顾龚国华兰丽凤强伟军", "張劉陳楊黃趙吳孫馬羅鄭謝許鄧韓馮葉蘇盧賈譚陸鄒龍萬錢嚴賀顧龔國華蘭麗鳳強偉軍", strict=True))  # fmt: skip
HOMOPHONES = ("伟玮维", "英瑛莹", "芳方坊", "明铭鸣", "华花桦", "军君钧", "丽莉立", "玉钰育", "梅美玫", "平萍苹", "建健剑", "红宏洪", "志智治", "林琳霖", "波博勃")  # fmt: skip
SOUNDS = {"喆": "zhe", "堃": "kun", "翀": "chong", "燊": "shen", "犇": "ben", "淼": "miao", "垚": "yao", "赟": "yun",
          "頔": "di", "彧": "yu", "昶": "chang", "晟": "sheng", "珺": "jun"}  # fmt: skip


@dataclass
class Pair:
    """Two records and whether one person stands behind both; `kind` says how they were made.

    `same` is None where the fields cannot tell, whoever stands behind them: to link such a pair is a mistake.
    """

    a: dict
    b: dict
    same: bool | None
    kind: str


def make_pairs(count: int, seed: int) -> list[Pair]:
    """Half of one person, half of two, and one in fifty that nobody could tell; the kinds by their weights below."""
    maker = _Maker(Random(f"identity:{seed}"))
    unsure = count // 50
    same = (count - unsure) // 2
    drawn = maker.drawn(SAME, True, same) + maker.drawn(OTHER, False, count - unsure - same)
    return drawn + maker.drawn(UNSURE, None, unsure)


class _Maker:
    def __init__(self, rng: Random):
        self.rng, self.registry = rng, Registry(rng, REGION)

    def drawn(self, kinds: list[tuple], same: bool | None, count: int) -> list[Pair]:
        """`count` pairs, each kind by its weight."""
        chosen = self.rng.choices([k[1:] for k in kinds], [k[0] for k in kinds], k=count)
        return [Pair(*make(self), same, name) for name, make in chosen]

    def record(self, name: str | None = None, male: bool | None = None, old: bool = False, **more: str) -> dict:
        """Somebody of a village, with every field as it should be."""
        male = self.rng.random() < 0.5 if male is None else male
        age = self.rng.uniform(26, 88) if old else self.rng.betavariate(2, 1.6) * 92
        person = self.registry.person(age, male, DAY, name=name)
        return {
            "name": person.name,
            "id_no": person.id_no,
            "born_on": person.born.isoformat(),
            "area": self.rng.choice(VILLAGES),
        } | more

    def twice(self, change: Callable[[dict], None], old: bool = False, rare: bool = False) -> tuple[dict, dict]:
        """One person in two offices; the second office wrote it its own way and sends no more than it knows."""
        a = self.record(name=self.rare_name() if rare else None, old=old)
        b = dict(a)
        change(b)
        has_number = any(c.isdigit() for c in b["id_no"])
        if self.rng.random() < 0.5 and has_number:
            b["born_on"] = ""
        if self.rng.random() < 0.3 and has_number:
            b["area"] = ""
        if self.rng.random() < 0.06:
            b["name"] = f"{b['name'][0]}  {b['name'][1:]}"
        return (a, b) if self.rng.random() < 0.5 else (b, a)

    def rare_name(self) -> str:
        """A surname, maybe a common character, and a rare one."""
        given = self.rng.choice("文国小玉") if self.rng.random() < 0.6 else ""
        return self.rng.choice(SURNAMES) + given + self.rng.choice(RARE)


def _at(text: str, where: int, to: str) -> str:
    return text[:where] + to + text[where + 1 :]


def _changed(field: str, how: Callable[[Random, str], str], **options: bool) -> Callable[[_Maker], tuple[dict, dict]]:
    """A maker that alters one field of the second record."""

    def make(maker: _Maker) -> tuple[dict, dict]:
        return maker.twice(lambda b: b.update({field: how(maker.rng, b[field])}), **options)

    return make


def _both(*fields: tuple[str, Callable[[Random, str], str]], **options: bool) -> Callable[[_Maker], tuple[dict, dict]]:
    def make(maker: _Maker) -> tuple[dict, dict]:
        return maker.twice(lambda b: b.update({f: how(maker.rng, b[f]) for f, how in fields}), **options)

    return make


def one_digit(rng: Random, id_no: str) -> str:
    """One digit typed wrong, anywhere but in the check character."""
    where = rng.randrange(17)
    return _at(id_no, where, rng.choice("0123456789".replace(id_no[where], "")))


def swapped(rng: Random, id_no: str) -> str:
    """Two neighbours the wrong way round."""
    places = [i for i in range(5, 16) if id_no[i] != id_no[i + 1]]
    i = rng.choice(places)
    return id_no[:i] + id_no[i + 1] + id_no[i] + id_no[i + 2 :]


def dropped(rng: Random, id_no: str) -> str:
    """One character lost."""
    where = rng.choice((17, 17, rng.randrange(6, 17)))
    return id_no[:where] + id_no[where + 1 :]


def lost(rng: Random, id_no: str) -> str:
    """What Excel left of a number: zeros, or a power of ten."""
    if rng.random() < 0.6:
        return id_no[:15] + "000"
    return f"{id_no[0]}.{id_no[1:6]}E+17" if rng.random() < 0.3 else f"{id_no[0]}.{id_no[1:15]}E+17"


def formal(rng: Random, id_no: str) -> str:
    """Right but for its form."""
    wide = id_no.translate({48 + i: 0xFF10 + i for i in range(10)} | {ord("X"): "Ｘ"})
    return rng.choice(
        (
            id_no.lower(),
            f"{id_no[:6]} {id_no[6:14]} {id_no[14:]}",
            "'" + id_no,
            wide,
            id_no.replace("0", "O", 1),
            f"{id_no}\n",
        )
    )


def traditional(rng: Random, name: str) -> str:
    """Traditional forms or a middle dot written another way."""
    return "".join(TRADITIONAL.get(c, c) for c in name).replace("·", rng.choice("•．・"))


def homophone(rng: Random, name: str) -> str:
    """One character for another of the same sound; else a wrong one."""
    for where in range(1, len(name)):
        group = next((g for g in HOMOPHONES if name[where] in g), None)
        if group:
            return _at(name, where, rng.choice(group.replace(name[where], "")))
    return _at(name, len(name) - 1, rng.choice("英明华军丽平"))


def rare_lost(rng: Random, name: str) -> str:
    """The rare character as a question mark, a box, or its sound."""
    where = next((i for i, c in enumerate(name) if c in SOUNDS), len(name) - 1)
    return _at(name, where, rng.choice(("？", "□", "?", SOUNDS.get(name[where], "?"))))


def renamed(rng: Random, name: str) -> str:
    """A new given name."""
    return name[0] + rng.choice(("建国", "小红", "思源", "雨桐", "志远"))


def no_number(rng: Random, _: str) -> str:
    """What clerks write where there is none."""
    return rng.choice(("", "", "无", "/", "未办"))


def day_text(rng: Random, born: str) -> str:
    """A birthday in one of the shapes of domain.md 5."""
    y, m, d = born.split("-")
    return rng.choice((born, f"{y}.{int(m)}.{int(d)}", f"{y}年{int(m)}月{int(d)}日", f"{y}{m}{d}", f"{y}/{m}/{d}"))


# (weight, kind, maker)
SAME = [
    (20, "两边一样", _changed("born_on", day_text)),
    (10, "号码写法不同", _changed("id_no", formal)),
    (9, "15位号码", _changed("id_no", lambda rng, i: to_fifteen(i) if i[6:8] == "19" else i, old=True)),
    (9, "号码错一位", _changed("id_no", one_digit)),
    (4, "号码相邻两位颠倒", _changed("id_no", swapped)),
    (4, "号码漏一位", _changed("id_no", dropped)),
    (9, "号码被表格软件截断", _changed("id_no", lost)),
    (9, "没有号码，有生日和村", _both(("id_no", no_number), ("born_on", day_text))),
    (5, "繁体、间隔号", _changed("name", traditional)),
    (4, "姓名同音错字", _changed("name", homophone)),
    (4, "生僻字打不出", _changed("name", rare_lost, rare=True)),
    (3, "改过名", _changed("name", renamed)),
    (3, "号码错一位，姓名繁体", _both(("id_no", one_digit), ("name", traditional))),
    (2, "号码截断，生僻字打不出", _both(("id_no", lost), ("name", rare_lost), rare=True)),
    (2, "没有号码，姓名繁体", _both(("id_no", no_number), ("name", traditional))),
    (1, "没有号码，同音错字", _both(("id_no", no_number), ("name", homophone))),
    (1, "号码错一位，同音错字", _both(("id_no", one_digit), ("name", homophone))),
]

UNSURE = [(1, "只有姓名", _both(("id_no", no_number), ("born_on", lambda *_: "")))]


def _namesake(maker: _Maker) -> tuple[dict, dict]:
    a = maker.record()
    return a, maker.record(name=a["name"], area=a["area"])


def _namesake_no_number(maker: _Maker) -> tuple[dict, dict]:
    a, b = _namesake(maker)
    return a, b | {"id_no": no_number(maker.rng, ""), "born_on": maker.rng.choice((b["born_on"], ""))}


def _born_same_day(maker: _Maker) -> tuple[dict, dict]:
    a, b = _namesake(maker)
    elsewhere = maker.rng.choice([v for v in VILLAGES if v != a["area"]])
    return a, b | {"id_no": "", "born_on": a["born_on"], "area": elsewhere}


def _next_number(maker: _Maker, a: dict, steps: int) -> str:
    order = (int(a["id_no"][14:17]) + steps) % 1000
    first17 = f"{a['id_no'][:14]}{order:03d}"
    return first17 + check_character(first17)


def _twins(maker: _Maker) -> tuple[dict, dict]:
    a = maker.record()
    b = a | {"name": a["name"][0] + renamed(maker.rng, a["name"])[1:], "id_no": _next_number(maker, a, 2)}
    return a, b


def _twins_damaged(maker: _Maker) -> tuple[dict, dict]:
    a, b = _twins(maker)
    return a, b | {"id_no": lost(maker.rng, b["id_no"])}


def _near_numbers(maker: _Maker) -> tuple[dict, dict]:
    """Two valid numbers one digit (and the check character) apart, names alike."""
    a = maker.record()
    b = a | {"id_no": _next_number(maker, a, maker.rng.choice((10, 100, 2))), "name": homophone(maker.rng, a["name"])}
    return a, b | {"area": maker.rng.choice(VILLAGES)}


def _namesake_near_number(maker: _Maker) -> tuple[dict, dict]:
    a = maker.record()
    return a, a | {"id_no": _next_number(maker, a, 10), "area": maker.rng.choice(VILLAGES)}


def _brothers(maker: _Maker) -> tuple[dict, dict]:
    """One character of the name differs, no number: the typing error that is none."""
    a = maker.record()
    b = maker.record(name=a["name"][:-1] + maker.rng.choice("国强平安福贵"), area=a["area"])
    return a, b | {"id_no": no_number(maker.rng, "")}


def _namesake_damaged(maker: _Maker) -> tuple[dict, dict]:
    a, b = _namesake(maker)
    return a, b | {"id_no": maker.rng.choice((one_digit, lost, dropped))(maker.rng, b["id_no"])}


def _strangers(maker: _Maker) -> tuple[dict, dict]:
    return maker.record(), maker.record()


def _number_of_another(maker: _Maker) -> tuple[dict, dict]:
    """A stranger whose damaged number fits, under another name."""
    a = maker.record()
    return a, maker.record() | {"id_no": lost(maker.rng, a["id_no"])}


OTHER = [
    (22, "同村同名，号码不同", _namesake),
    (14, "同村同名，一方没有号码", _namesake_no_number),
    (5, "同名同日生，不同村，没有号码", _born_same_day),
    (10, "双胞胎", _twins),
    (6, "双胞胎，号码被截断", _twins_damaged),
    (10, "号码只差一位，姓名相近", _near_numbers),
    (5, "号码只差一位，姓名相同", _namesake_near_number),
    (8, "兄弟姐妹，一方没有号码", _brothers),
    (10, "同村同名，号码残缺", _namesake_damaged),
    (5, "号码像别人，姓名不同", _number_of_another),
    (5, "毫不相干", _strangers),
]
