"""Made-up people: names that nobody bears on purpose, citizen IDs with a right check character."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾韦夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"  # fmt: skip
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟")
MALE = "伟强磊军洋勇杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢福生贵财宝根德祥运志成松柏山川海江河文武学忠孝义仁礼智信良善东升立建国庆元春冬年喜来水泉木森火炎土金银铜铁柱"  # fmt: skip
FEMALE = "芳娜秀敏静丽艳娟霞秋菊兰梅桂英玉珍珠凤莲荷香翠红云燕雪月花琴琼芬芝萍莉玲琳娥娇媛婷慧巧美惠清素淑贞桃杏枝叶彩虹春夏青青蓉薇倩茜欣怡佳雅文洁冰晶蕾蕊苗青"  # fmt: skip
RARE = "喆堃翀燊犇淼垚赟頔彧昶晟珺"
MINORITY = (("阿依古丽", "买买提"), ("吐尔逊", "艾合买提"), ("格桑", "次仁"), ("扎西", "顿珠"), ("古丽娜尔", "阿不都热依木"), ("木合塔尔", "依布拉音"))  # fmt: skip


@dataclass(slots=True, eq=False)
class Person:
    """One human being; everything else in the county points here."""

    name: str
    id_no: str
    male: bool
    born: date
    township: int = 0
    village: int = 0
    address: str = ""
    residence: str = ""  # where the police saw them living, "" = at the address
    hukou_no: str = ""
    hukou_relation: str = "户主"
    marital: str = "未婚"
    moved_in_on: date | None = None
    split_on: date | None = None
    split_from: str = ""
    phone: str = ""
    household: object | None = field(default=None, repr=False)

    @property
    def sex(self) -> str:
        """The word as offices write it."""
        return "男" if self.male else "女"

    def age(self, day: date) -> int:
        """Full years on that day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


def check_character(first17: str) -> str:
    """The 18th character of GB 11643."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(first17, WEIGHTS, strict=True)) % 11]


def is_valid_id(text: str) -> bool:
    """Eighteen characters whose check character and birth date are right."""
    if len(text) != 18 or not text[:17].isdigit() or check_character(text[:17]) != text[17]:
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return True


def to_fifteen(id_no: str) -> str:
    """The old form of an ID of somebody born in the 1900s."""
    return id_no[:6] + id_no[8:17]


class Registry:
    """Gives out people, so that no two share a number."""

    def __init__(self, rng: Random, region: str):
        self.rng, self.region = rng, region
        self.taken: set[str] = set()
        self.names: list[str] = []

    def person(self, age: float, male: bool, day: date, surname: str | None = None, name: str | None = None) -> Person:
        """Somebody of about this age on that day."""
        born = day - timedelta(days=int(age * 365.25) + self.rng.randrange(330) + 5)
        return Person(name or self.name(male, surname), self.id_for(born, male), male, born, phone=self.phone())

    def id_for(self, born: date, male: bool, region: str | None = None) -> str:
        """A free number for this birthday and sex; one in twelve was first registered elsewhere."""
        while True:
            home = region or (
                self.region if self.rng.random() < 0.92 else f"{self.region[:4]}{self.rng.randrange(21, 30)}"
            )
            turn = self.rng.randrange(500) * 2 + male
            turn -= 4 * (turn >= 996)  # 996 to 999 were kept for people past a hundred
            first17 = f"{home}{born:%Y%m%d}{turn:03d}"
            id_no = first17 + check_character(first17)
            if id_no not in self.taken:
                self.taken.add(id_no)
                return id_no

    def name(self, male: bool, surname: str | None = None) -> str:
        """A name; one in a hundred is somebody else's too."""
        roll = self.rng.random()
        if surname is None and roll < 0.01 and self.names:
            return self.rng.choice(self.names)
        if surname is None and roll < 0.016:
            return "·".join(self.rng.choice(MINORITY)[:: 1 if self.rng.random() < 0.5 else -1])
        first = surname or (self.rng.choice(COMPOUND) if roll > 0.995 else self.rng.choice(SURNAMES))
        pool = MALE if male else FEMALE
        given = "".join(self.rng.choice(pool) for _ in range(1 if self.rng.random() < 0.18 else 2))
        if self.rng.random() < 0.006:
            given = given[:-1] + self.rng.choice(RARE)
        self.names.append(first + given)
        return first + given

    def phone(self) -> str:
        """A mobile number in a range that no carrier gives out."""
        return f"1{self.rng.choice('3578')}00{self.rng.randrange(10**7):07d}"


def surname_of(name: str) -> str | None:
    """What a child inherits; nothing from names with a middle dot."""
    if "·" in name:
        return None
    return name[:2] if name[:2] in COMPOUND else name[0]
