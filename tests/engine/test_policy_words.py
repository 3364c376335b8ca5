"""What may stand in policy.toml: every other word, kind of value or text is told in a sentence that names the place and the word."""

import math
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from dibao import rulebook
from dibao.engine.errors import UserError
from dibao.engine.policy import Policy, load_policy
from dibao.engine.policy_words import ALONE, LISTS, TABLES
from dibao.engine.rules.book import load_rulebook

BOOK = load_rulebook(rulebook.FOLDER)
STANDARD = "[[standard]]\nfrom = 2023-01-01\nyuan_per_month = 1\n"
TIER = '[[amount]]\nfrom = 2016-01-01\nmethod = "tier"\n'


def read(tmp_path, text: str | bytes) -> Policy:
    path = tmp_path / "policy.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_policy(path, BOOK.rules, BOOK.tables, BOOK.kin_sets, BOOK.settings)


def said(tmp_path, text: str | bytes) -> str:
    with pytest.raises(UserError) as error:
        read(tmp_path, text)
    assert error.value.exit_status == 3
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (STANDARD + 'scope = ["rural"]', ("[[standard]]（第 1 行起）", 'scope 不能是 ["rural"]', '"rural"（农村）')),
        ("as_of = 2024-04-30T00:00:00", ("第 1 行的 as_of", "不加时刻")),
        ("kin_set = [1]", ("kin_set 不能是 [1]", "引号")),
        ("region = true", ("region 不能是 true",)),
        ('regoin = "431228"', ("第 1 行的 regoin 不认识", "是不是 region？")),
        ("pay_cycle = []", ("pay_cycle", "month")),
        ("own_rules = 3", ("own_rules", "子文件夹")),
        ('[[parameter]]\nrule = ["R01"]\nname = "grace_months"\nvalue = 1', ('rule 不能是 ["R01"]',)),
        ('[[parameter]]\nrule = "R01"\nname = 2024-01-01\nvalue = 1', ("name 不能是 2024-01-01",)),
        ('[[parameter]]\nrule = "R01"\nname = "grace_months"\nvaule = 3', ("vaule 不认识", "是不是 value？")),
        ('[[parameter]]\nrule = "R01"\nname = "grace_month"\nvalue = 3', ("是不是 grace_months？",)),
        ("[parameters]\nR01 = 3", ("R01 不认识", "R50.multiple = 3")),
        ("[parameters]\nR01.grace_months = inf", ("[parameters] 的 R01.grace_months 不能是 inf",)),
        ("[parameters]\nR14.kinds = [1]", ("R14.kinds", "同一类")),
        ("[parameters]\nentitlement.adult_ag = 16", ("是不是 adult_age？",)),
        (TIER, ("[[amount]]（第 1 行起）", "tiers 没有写", "A = 400.0")),
        (TIER + "tiers = {}", ("tiers 不能是",)),
        (TIER + "tiers = {A = 1}\ntop_ups = {old = 5}", ("top_ups", "elderly（老年人）")),
        ("[[standard]]\nfrom = 2023-01-01", ("标准没有写", "yuan_per_month = 450.00")),
        (STANDARD + "yuan_per_year = 12", ("只能写一个",)),
        (STANDARD + STANDARD, ("[[standard]]（第 4 行起）", "from = 2023-01-01 前面已经写过")),
        (STANDARD + "as_of = 2024-04-30", ("as_of 要写在文件最前面",)),
        ('scope = "rural"', ("scope 要写在 [[standard]]",)),
        ("[[parameters]]\nR01.grace_months = 1", ("parameters 应写成 [parameters]",)),
        ('[columns]\n"a.xlsx" = { table = "vehicl" }', ("没有表 vehicl", "是不是 vehicle？")),
        ('[columns]\n"a.xlsx" = { table = "vehicle", "号码" = "id_n" }', ("没有列 id_n", "是不是 id_no？")),
        ('[columns]\n"a.xlsx" = { table = "vehicle", "号码" = "身份证号" }', ("身份证号 要写成 id_no",)),
        ('[columns]\n"a.xlsx" = { "号码" = "id_no" }', ("table",)),
        ('[[income_kind]]\nkind = "x"\ntitle = "甲"\nclass = "gift"\ncounted = true', ("class", "转移净收入")),
        ('[[withdraw]]\nfile = "车辆.xlsx"', ("[[withdraw]]（第 1 行起）", "reason 没有写")),
        ("as_of = 1024-04-30", ("as_of 不能是 1024-04-30",)),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place_and_what_to_write(tmp_path, text, words):
    sentence = said(tmp_path, text)
    assert sentence.startswith("policy.toml") and [word for word in words if word not in sentence] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\nregion = “431228”", ("第 2 行", "全角", 'region = "431228"')),
        ("as_of ＝ 2024-04-30", ("第 1 行", "as_of = 2024-04-30")),
        ("as_of = 2024-02-30", ("第 1 行", "没有这一天")),
        ("as_of = 2024-04-30\nas_of = 2024-05-31", ("第 2 行", "写了两次")),
        ('[columns]\n车辆.xlsx = { table = "vehicle" }', ("第 2 行", "引号括起来")),
        ("pay_cycle = month", ("第 1 行", "引号括起来的文字")),
        ("a = " + "[" * 5000, ("看不懂",)),
        (b"\xff\xfea\x00s\x00", ("编码", "UTF-8")),
    ],
)
def test_a_text_that_is_no_toml_is_told_by_its_line(tmp_path, text, words):
    sentence = said(tmp_path, text)
    assert sentence.startswith("policy.toml") and [word for word in words if word not in sentence] == []


def test_a_folder_in_place_of_the_file_is_told(tmp_path):
    (tmp_path / "policy.toml").mkdir()
    with pytest.raises(UserError, match="文件夹"):
        load_policy(tmp_path / "policy.toml", BOOK.rules, BOOK.tables)


def test_what_an_old_notepad_saved_is_read(tmp_path):
    text = '[[withdraw]]\nfile = "车辆.xlsx"\nreason = "交警重发"\n'
    assert read(tmp_path, text.encode("gb18030")).withdrawals == [("车辆.xlsx", "", "交警重发")]


def test_a_date_may_stand_in_quotes_wherever_a_date_is_meant(tmp_path):
    policy = read(tmp_path, 'as_of = "2024-04-30"\n[parameters]\nR12.resident_excluded_until = "2026-12-31"')
    assert policy.as_of == date(2024, 4, 30)
    assert policy.values_for(BOOK.rules["R12"], policy.as_of) == {"resident_excluded_until": date(2026, 12, 31)}


# Documents made of the words there are, with values of any kind.
WORDS = sorted({word for kinds in LISTS.values() for word in kinds} | ALONE.keys() | LISTS.keys() | TABLES.keys())
TEXTS = st.sampled_from(
    ["", " ", "rural", "gap", "tier", "R01", "R14", "R01.grace_months", "entitlement", "adult_age", "grace_months", "kinds", "wage",
     "orphan", "yes", "vehicle", "id_no", "table", "2024-04-30", "2024-13-01", "civil_code", "month", ".", "..", "a\u0000b", "车辆.xlsx", "甲"]
)  # fmt: skip
PLAIN = st.one_of(
    TEXTS, st.booleans(), st.sampled_from([0, 1, -1, 450, 10**20, 10**400, -(10**400)]),
    st.sampled_from([0.0, 0.5, -0.5, 1e308, math.inf, -math.inf, math.nan]), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=4,
)
GOOD = {
    "from": st.just(date(2024, 1, 1)), "scope": st.just("rural"), "yuan_per_month": st.just(450), "method": st.sampled_from(["gap", "tier"]),
    "rule": st.sampled_from(["R01", "entitlement"]), "name": st.sampled_from(["grace_months", "adult_age"]), "value": st.just(3),
    "file": st.just("车辆.xlsx"), "reason": st.just("重发"), "item": st.just("水稻"), "counted": st.booleans(), "kind": st.just("wage"), "programme": st.just("orphan"), "relation": st.just("gap"),
}  # fmt: skip


@st.composite
def sections(draw, name: str) -> dict:
    """A section that is right, but for one or two words: its own, or a stranger's."""
    right = {word: draw(GOOD[word]) for word in LISTS[name] if word in GOOD}
    words = st.sampled_from(sorted(LISTS[name])) | st.sampled_from(WORDS)
    return right | draw(st.dictionaries(words, VALUES, max_size=2))


@st.composite
def documents(draw) -> dict:
    """One or two sections: more, and the first mistake would hide the others."""
    names = draw(
        st.lists(st.sampled_from([*ALONE, *TABLES, *LISTS, *LISTS, "anything"]), min_size=1, max_size=2, unique=True)
    )
    return {name: draw(st.lists(sections(name), max_size=2) | VALUES if name in LISTS else VALUES) for name in names}


def toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(c if c.isprintable() and c not in '"\\' else f"\\u{ord(c):04x}" for c in value) + '"'
    if isinstance(value, list):
        return f"[{', '.join(map(toml, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(name)} = {toml(inner)}" for name, inner in value.items()) + "}"
    return value.isoformat() if isinstance(value, date | datetime | time) else repr(value)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(documents())
def test_whatever_is_made_of_known_words_is_a_policy_or_a_sentence(tmp_path, document):
    text = "\n".join(f"{name} = {toml(value)}" for name, value in document.items())
    try:
        policy = read(tmp_path, text)
    except UserError as error:
        assert str(error).startswith("policy.toml") and error.exit_status == 3 and "Error" not in str(error)
        return
    event("a policy")
    assert policy.settings.facts() and all(type(day) is date for *_, day, _ in policy.parameters)
    assert all(start <= end and fen >= 0 for *_, start, end, fen in policy.standards)
