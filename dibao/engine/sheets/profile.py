"""What the values of a column look like: its profile tells an ID column from a date column without its header."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.model import CodedColumn
from dibao.engine.values.cleaned import NOTHING

SAMPLE = 300
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID18 = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
ID15 = re.compile(r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
DAY = re.compile(
    r"(?:19|20)\d{2}[-./年](?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\d|3[01])日?.*|(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|长期"
)
MONTH = re.compile(r"(?:19|20)\d{2}[-./年]?(?:0?[1-9]|1[0-2])月?")
SURNAMES = set(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金"
    "韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申"
    "欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳阎穆农司古"
    "吉卓党车项连褚娄窦戚岑景宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬补粟明杭仲糜娜阿买热沙依古玛吾艾努巴库塔扎拉洛尼才卓多旦"
)  # fmt: skip
NAME = re.compile(
    r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{2,12}·[\u3400-\u9fff]{1,12}|[\u3400-\u9fff]{1,3}[*×xX?]{1,2}[\u3400-\u9fff]?"
)
NUMBER = re.compile(r"[-+]?(?:¥|￥)?\d[\d,]*(?:\.\d+)?元?")
_ADDED = re.compile(r"[(（].*[)）]\Z")
YES_NO = {"是", "否", "有", "无", "√", "×", "Y", "N", "y", "n", "1", "0"}


@dataclass
class Profile:
    """Share of the sampled distinct values that look like each kind; a mark for “nothing” (`/`) is no value."""

    shares: dict[str, float]
    words: frozenset[str]
    distinct: int
    cells: int

    def __getitem__(self, kind: str) -> float:
        return self.shares.get(kind, 0.0)


def profile(column: CodedColumn) -> Profile:
    """Look at some hundred distinct values, from the beginning and spread over the rest."""
    values = column.values
    step = max(1, len(values) // (SAMPLE // 2))
    sample = values if len(values) <= SAMPLE else values[: SAMPLE // 2] + values[SAMPLE // 2 :: step]
    counts: Counter = Counter()
    words, total = set(), len(sample)
    for text, value in ((squeeze(value).upper(), value) for value in sample):
        if text in NOTHING:
            total -= 1
            continue
        words.add(text)
        counts.update(kinds(value, text))
    cells = len(column.codes) - column.codes.count(-1)
    return Profile({kind: n / total for kind, n in counts.items()}, frozenset(words), len(values), cells)


def kinds(value: object, text: str) -> set[str]:
    """All the kinds a single value could be."""
    if isinstance(value, date):
        return {"date", "day" if value.day != 1 else "month"}
    text = text.strip("'‘’`")
    found = {name for name, test in TESTS.items() if test(text)}
    if isinstance(value, float) and value >= 1e16 or re.fullmatch(r"\d\.\d+E\+1\d", text):
        found |= {"id", "account"}
    return found


def valid_id(text: str) -> bool:
    """An 18-digit citizen ID whose check character is right."""
    return (
        bool(ID18.fullmatch(text))
        and "10X98765432"[sum(int(d) * w for d, w in zip(text, WEIGHTS, strict=False)) % 11] == text[17]
    )


def _is_serial_day(text: str) -> bool:
    """A day that Excel shows as its number: 1954 to 2064."""
    return text.isdigit() and len(text) == 5 and 20000 <= int(text) <= 60000


def _is_account(text: str) -> bool:
    digits = re.sub(r"[\s-]", "", text)
    return digits.isdigit() and 12 <= len(digits) <= 23 and not ID18.fullmatch(digits)


def _is_name(text: str) -> bool:
    text = re.sub(r"(?<=[\u3400-\u9fff])[:、,(]*\d[\d\-]{6,12}\)?$", "", text)  # with a phone behind it
    return bool(NAME.fullmatch(text)) and ("·" in text or text[0] in SURNAMES)


TESTS = {
    "valid_id": valid_id,
    "id": lambda text: bool(
        ID18.fullmatch(text) or ID15.fullmatch(text) or re.fullmatch(r"\d{17}[\dX]|\d{6}\*{6,}\w{4}", text)
    ),
    "name": _is_name,
    "han": lambda text: bool(re.fullmatch(r"[\u3400-\u9fff·]+", text)),
    "date": lambda text: bool(DAY.fullmatch(text) or MONTH.fullmatch(text) or _is_serial_day(text)),
    "day": lambda text: bool(DAY.fullmatch(text) or _is_serial_day(text)),
    "month": lambda text: bool(MONTH.fullmatch(text)),
    "year": lambda text: bool(re.fullmatch(r"(?:19|20)\d{2}年?度?", text)),
    "number": lambda text: bool(NUMBER.fullmatch(text)) and len(text) < 14,
    "clock": lambda text: bool(re.fullmatch(r"\d{1,2}:\d{2}(?::\d{2})?|[0-2]\d[0-5]\d[0-5]\d", text)),
    "int": lambda text: bool(re.fullmatch(r"\d{1,4}[人个月户]?", text)),
    "account": _is_account,
    "phone": lambda text: bool(re.fullmatch(r"(?:\+?86)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}", text)),
    "flag": lambda text: text in YES_NO,
    "township": lambda text: bool(re.search(r"(?:镇|乡|街道|街道办事处)$", text)),
    "village": lambda text: bool(re.search(r"(?:村|社区|居委会|村委会)$", text)),
    "long": lambda text: len(text) > 12,
    "token": lambda text: bool(re.fullmatch(r"[A-Z0-9\-_/()第号字]{4,}", text)),
}


def fit(column_type: str, codes: dict, found: Profile) -> float:
    """How well values go with a column's type: 1 = as expected, near 0 = cannot be."""
    if not found.words:
        return 0.8
    if column_type == "code":
        return _code_fit(codes, found)
    share = max(found[kind] * weight for kind, weight in GOOD.get(column_type, (("", 0.0),)))
    if column_type == "text":
        return _text_fit(found)
    return max(min(1.0, 0.08 + 1.15 * share), 0.1 if _is_contrary(column_type, found) else 0.6)


def _is_contrary(column_type: str, found: Profile) -> bool:
    """Most values clearly are something else; words nobody expected are only odd."""
    own = {kind for kind, _ in GOOD.get(column_type, ())}
    return max(found[kind] for kind in {"id", "number", "date", "phone", "account", "name", "flag"} - own) > 0.5


GOOD = {
    "id": (("id", 1.0), ("valid_id", 1.2)),
    "name": (("name", 1.15), ("han", 0.55)),
    "date": (("date", 1.0), ("month", 0.95), ("year", 0.6)),
    "month": (("month", 1.0), ("int", 0.75), ("date", 0.75)),
    "money": (("number", 1.0),),
    "int": (("int", 1.0), ("year", 1.0), ("number", 0.5)),
    "number": (("number", 1.0),),
    "flag": (("flag", 1.0), ("han", 0.5)),
    "moment": (("clock", 1.0), ("date", 1.0)),
    "account": (("account", 1.0), ("token", 0.5), ("id", 0.6)),
    "phone": (("phone", 1.0), ("number", 0.6)),
    "household_no": (("token", 1.0), ("int", 0.7), ("number", 0.7), ("account", 0.9), ("id", 0.5)),
}  # fmt: skip


def _code_fit(codes: dict, found: Profile) -> float:
    return max(0.15, 0.35 + 0.65 * code_share(codes, found)) if found["id"] < 0.5 and found["date"] < 0.5 else 0.1


@lru_cache(maxsize=1000)
def _code_words(codes: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    return frozenset(squeeze(word).upper() for words in codes for word in words)


def code_share(codes: dict, found: Profile) -> float:
    """Share of the values that are words of a code list, whatever brackets add: 公益性岗位（保洁员）."""
    known = _code_words(tuple(codes.values()))
    return sum(word in known or _bare(word) in known for word in found.words) / max(len(found.words), 1)


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    return _ADDED.sub("", word)


def _text_fit(found: Profile) -> float:
    """Anything is text, but what clearly is something else is hardly meant as text."""
    return 1.0 - 0.8 * max(
        found["valid_id"],
        found["id"] * 0.9,
        found["phone"] * 0.5,
        found["day"] * 0.8,
        found["number"] * 0.35,
        found["account"] * 0.7,
    )
