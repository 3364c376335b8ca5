"""How well a header names a column: word by word, before its values are looked at."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from dibao.engine.sheets.cells import squeeze

SAME = (
    (r"帐", "账"), (r"号码", "号"), (r"(?:公民|居民|有效)?身份(?:证件|证明|证)?号?(?=$|号)", "身份证号"), (r"身份证号号", "身份证号"),
    (r"^有效证件号?$|^证件号?$", "证件号"), (r"日期|年月日|时间|日$", "日期"), (r"户口", "户籍"), (r"(?<=..)名称$", ""),
    (r"(?:联系)?电话号?|手机号?|联系方式", "电话"), (r"(?:总价|单价|(?<!销)售价|价钱)$", "价格"), (r"(?<=[人者主员])姓名$", ""), (r"[的之]", ""),
    (r"(?<![险病品机])种类|类别|类型", "类型"), (r"状况|情形", "情况"), (r"理由|缘由|事由", "原因"), (r"结论", "结果"), (r"编号", "号"),
    (r"数额|额度|款额|资金$|(?<![金余份总])额$|(?<=发)(?:数|合计)$", "金额"), (r"^(?:所在|所属|所处|归属)(?=.)", ""), (r"数量", "数"),
    (r"(?:起始|开始|起)(?=日期|年月|月份|$)", "开始"), (r"(?<!起)(?:截止|终止|结束|止)(?=日期|年月|月份|$)", "结束"), (r"^(?:新|现用?|变更后)(?=.*[账卡])", ""),
)  # fmt: skip
_SAME = tuple((re.compile(pattern), word) for pattern, word in SAME)
COARSE = re.compile(r"日期|月份|年月|年度|月$")
# Whose column it is: a person other than the one the row is about.
ROLES = {
    "head": r"户主|申请人|申请者|户代表|持证人",
    "spouse": r"配偶|女方|乙方|对方|妻|丈夫",
    "mother": r"母亲|母$", "father": r"父亲|父$",
    "custodian": r"代管人|保管人|受托人|代领人|代管者|代办人",
    "cadre": r"干部|经办人|公职人员",
    "kin": r"近?亲属(?!备案)",
    "guardian": r"(?<!被)(?:监护|联系|调查|评议|入户|走访|经手|担保|抚养|赡养|受理|承办|核[查对实]|复核|审[核批]|登记|填[表报]|记录|主持|录入|归档|参[与加]|证明|公示)人(?![数次])",
}  # fmt: skip
BEGIN, END = (
    re.compile(r"(?:开始|^自)(?:日期|年月|月份)?$"),
    re.compile(r"(?<!起)(?:结束|[届期]满|到期|^至)(?:日期|年月|月份)?$"),
)
FORMER = re.compile(r"旧|原(?!因)|曾用|变更前")  # what held before: never the column that holds now
BRACKETS = re.compile(r"[(\[【{<《][^)\]】}>》]*[)\]】}>》]?")


@lru_cache(maxsize=20_000)
def normal(header: str) -> str:
    """A header without bracket contents, punctuation and case."""
    text = BRACKETS.sub("", squeeze(header)) or squeeze(header)
    return re.sub(r"[^\w]|_", "", text).upper()


@lru_cache(maxsize=20_000)
def canon(text: str) -> str:
    """Words that offices use for the same thing made one."""
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


@lru_cache(maxsize=20_000)
def roles(text: str) -> frozenset[str]:
    """Whose column the words say it is; empty = the person of the row."""
    if re.search(r"(?:与|和|同)(?:户主|申请人|干部|被代管人|低保对象)|关系$|备案", text):
        return frozenset()
    return frozenset(role for role, words in ROLES.items() if re.search(words, text))


@lru_cache(maxsize=200_000)
def likeness(header: str, name: str) -> float:
    """0 … 1: how surely a normalised header means a column's name."""
    if header == name:
        return 1.0
    if not header or not name:
        return 0.0
    left, right = canon(header), canon(name)
    if left == right:
        return 0.95
    if _sides(left) and _sides(right) and _sides(left) != _sides(right):
        return 0.0
    left, right = COARSE.sub("时", left), COARSE.sub("时", right)
    return 0.86 if left == right else max(_within(left, right), 0.75 * _pairs(left, right))


@lru_cache(maxsize=20_000)
def _sides(text: str) -> str:
    """Whether a header says the beginning or the end of something: one never stands for the other."""
    return "begin" if BEGIN.search(text) else "end" if END.search(text) else ""


def _within(left: str, right: str) -> float:
    """One inside the other; the end of a Chinese compound says what it is, the beginning only which."""
    short, long = sorted((left, right), key=len)
    share = len(short) / len(long)
    if len(short) < 2 or short not in long:
        return 0.45 + 0.38 * share if len(short) > 2 and _is_thinned(short, long) else 0.0
    if long.endswith(short):
        return 0.45 + 0.47 * share
    return (0.42 if long.startswith(short) else 0.35) + 0.35 * share


def _is_thinned(short: str, long: str) -> bool:
    """All characters of one in the other, in order, the last one last: 反映内容 in 反映主要内容."""
    letters = iter(long)
    return short[-1] == long[-1] and short[0] == long[0] and all(letter in letters for letter in short)


def _pairs(left: str, right: str) -> float:
    """Share of the pairs of neighbouring characters that both have."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (left, right))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


class Label:
    """A header taken apart: whole, last level, group above it."""

    def __init__(self, header: str):
        levels = [normal(part) for part in header.split("/") if normal(part)]
        self.text = header
        self.leaf = levels[-1] if levels else ""
        self.group = "".join(levels[:-1])
        self.whole = "".join(levels)
        self.roles = roles(self.whole)
        self.is_former = bool(FORMER.match(self.leaf))
        self.forms = [(self.whole, 1.0)] + ([(self.leaf, 0.93)] if self.group else [])
        if re.search(r"\((?:万?元|单位:万?元)", header.split("/")[-1]) and not re.search(r"[额金费价款]$", self.leaf):
            self.forms.append((self.leaf + "金额", 0.97))

    def is_called(self, names: tuple[str, ...]) -> bool:
        """Its last level is one of the names, and the group above says nothing of whose it is: 受理和核对 over 受理人."""
        return self.leaf in names and roles(self.leaf) == self.roles

    def likeness(self, index: "NameIndex") -> dict[str, float]:
        """For each column that the header is like at all: the best likeness to any of its names; earlier names win ties."""
        best: dict[str, float] = {}
        for form, weight in self.forms:
            for column, place, name in index.near(form, self.is_former):
                score = weight * likeness(form, name) - 0.002 * min(place, 20)
                best[column] = max(best.get(column, 0.0), score)
        return best


class NameIndex:
    """The names of a table's columns, found by what a header must share with a name to be like it at all."""

    def __init__(self, columns: Mapping[str, tuple[str, ...]]):
        self._now, self._former = defaultdict(set), defaultdict(set)
        for column, names in columns.items():
            _file(self._now, column, names)
            _file(self._former, column, [name for name in names if FORMER.match(name)])

    def near(self, header: str, is_former: bool) -> set[tuple[str, int, str]]:
        """(column, place among its names, name) of all that `likeness` may give more than nothing."""
        filed = self._former if is_former else self._now
        return set().union(*(filed[trait] for trait in _traits(header) if trait in filed))


def _file(filed: dict[str, set], column: str, names: Sequence[str]) -> None:
    for place, name in enumerate(names):
        for trait in _traits(name):
            filed[trait].add((column, place, name))


def _traits(header: str) -> set[str]:
    """Pairs of neighbouring characters, and the first with the last: without one of them in common `likeness` is 0."""
    text = COARSE.sub("时", canon(header))
    return {text[i : i + 2] for i in range(len(text) - 1)} | {f"{text[:1]}…{text[-1:]}"}
