"""`policy.toml`: what the locality decides is taken, what it misspells is told in a sentence."""

from datetime import date

import pytest
from hamlet import BOOK, PAYMENT, call, home, payment_rows, quiet, sheet_of

from dibao.engine.errors import UserError
from dibao.engine.policy import calendar_rows, load_policy
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.screen import Options, working


def policy(tmp_path, text: str):
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    return load_policy(path, BOOK.rules, BOOK.tables)


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


WRONG = {
    'as_of = "去年"': "as_of",
    "as_of = 2024-04-31": "TOML",
    "asof = 2024-04-30": "asof",
    "as_of = ": "TOML",
    '[[standard]]\nscope = "county"\nfrom = 2023-01-01\nyuan_per_month = 1': "scope",
    '[[standard]]\nscope = "rural"\nyuan_per_month = 1': "from",
    "[[standard]]\nfrom = 2023-01-01": "yuan_per_month",
    '[[amount]]\nfrom = 2016-01-01\nmethod = "guess"': "method",
    "[parameters]\nR00.multiple = 3": "R00",
    "[parameters]\nR01.grace_weeks = 3": "grace_months",
    '[[parameter]]\nrule = "R01"\nname = "nothing"\nvalue = 1': "nothing",
}


@pytest.mark.parametrize(("text", "word"), WRONG.items(), ids=WRONG.values())
def test_a_mistake_is_told_with_the_file_and_the_word(tmp_path, text, word):
    with pytest.raises(UserError) as error:
        policy(tmp_path, text)
    assert str(error.value).startswith("policy.toml") and word in str(error.value)
    assert error.value.exit_status == 3


@pytest.mark.parametrize(
    "text",
    [
        "standard = 5", "amount = 5", "parameters = 5", "parameter = 5", "columns = 5", "[standard]\nfrom = 2023-01-01",
        '[[standard]]\nfrom = 2023-01-01\nyuan_per_month = "四百"', '[[standard]]\nfrom = 2023-01-01\nyuan_per_month = -1',
        '[[standard]]\nfrom = 2023-01-01\nyuan_per_month = 1\nareas = 5', '[[parameter]]\nrule = "R01"\nname = "grace_months"',
        '[[amount]]\nfrom = 2016-01-01\nmethod = "tier"\ntiers = 5', '[[amount]]\nfrom = 2016-01-01\nmethod = "tier"\ntiers = {A = "x"}',
        '[columns]\n"车辆.xlsx" = 5', '[columns]\n"车辆.xlsx" = { table = "car" }', 'pay_cycle = "week"', "[parameters]\nR01.grace_months = \"许多\"",
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_a_sentence_too(place, capsys, text):
    place.folder.mkdir()
    (place.folder / "policy.toml").write_text(text, "utf-8")
    place.hamlet.write(place.folder)
    status, said = call(capsys, "screen", place.folder, "--rules", "R01")
    assert status == 3 and "policy.toml" in said and "Traceback" not in said


CONTRACT = """
as_of = 2024-04-30
region = "431228"                 # county, first six digits of the division code
pay_cycle = "month"               # month | quarter

[[standard]]                      # 低保标准
scope = "rural"                   # rural | urban | all; areas = ["431228101"] narrows it
from = 2023-01-01
yuan_per_month = 450.00           # or yuan_per_year

[[amount]]                        # how the amount is worked out
from = 2016-01-01
method = "gap"                    # gap | tier (with tiers = {A = 400.0, B = 300.0}); rounding, top_ups

[parameters]                      # any rule parameter, by rule code and name
R50.multiple = 3
[[parameter]]                     # the same, dated
rule = "R45"
name = "fade_out_months"
value = 6
from = 2022-10-20
basis = "民发〔2022〕83号"

[columns]                         # only where recognition needs help
"车辆.xlsx/Sheet1" = { table = "vehicle", "机动车所有人证件号" = "id_no" }
"""


def test_the_contracts_own_example_is_taken_whole(tmp_path):
    read, day = policy(tmp_path, CONTRACT), date(2024, 4, 30)
    assert (read.as_of, read.region, read.pay_cycle) == (day, "431228", "month")
    assert read.standards == [("dibao_rural", "", month(2023, 1), OPEN, 45000)]
    assert read.values_for(BOOK.rules["R50"], day) == {"multiple": 3}
    assert read.values_for(BOOK.rules["R45"], day) == {"fade_out_months": 6}


def test_a_townships_own_standard_by_its_code_reaches_its_households(place):
    place.hamlet.files["乡镇村居名录.xlsx"] = (
        "名录",
        [["乡镇", "村", "区划代码"], ["青山镇", "上坪村", "431299101001"], ["白水乡", "新塘村", "431299202001"]],
    )
    place.folder.mkdir()
    base = "[[standard]]\nfrom = 2020-01-01\nyuan_per_month = 300\n"
    own = '[[standard]]\nareas = ["431299101"]\nfrom = 2023-03-01\nyuan_per_month = 400\n'
    (place.folder / "policy.toml").write_text(base + own, "utf-8")
    place.hamlet.write(place.folder)
    options = Options(place.folder, place.work)
    east, west = (working(options, BOOK, home(number)["no"], quiet) for number in (0, 1))
    assert [home.setting[0]["standard_fen"] for home in (east, west)] == [40000, 30000]


def test_no_file_is_an_empty_policy(tmp_path):
    assert load_policy(tmp_path / "policy.toml", BOOK.rules, BOOK.tables).standards == []


def test_a_byte_order_mark_does_not_matter(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_bytes(b"\xef\xbb\xbfas_of = 2024-04-30")
    assert load_policy(path, BOOK.rules, BOOK.tables).as_of == date(2024, 4, 30)


def test_a_standard_holds_until_the_next_of_its_kind_and_area(tmp_path):
    text = """
[[standard]]
scope = "rural"
from = 2023-01-01
yuan_per_month = 450
[[standard]]
scope = "rural"
from = 2022-01-01
yuan_per_year = 4800
[[standard]]
scope = "all"
areas = ["431228101"]
from = 2022-07-01
yuan_per_month = 500.50
"""
    assert sorted(policy(tmp_path, text).standards) == [
        ("dibao_rural", "", month(2022, 1), month(2022, 12), 40000),
        ("dibao_rural", "", month(2023, 1), OPEN, 45000),
        ("dibao_rural", "431228101", month(2022, 7), OPEN, 50050),
        ("dibao_urban", "431228101", month(2022, 7), OPEN, 50050),
    ]


def test_methods_tiers_and_top_ups_are_dated(tmp_path):
    text = """
[[amount]]
from = 2016-01-01
method = "gap"
[[amount]]
from = 2020-01-01
method = "tier"
rounding = "yuan_up"
floor = 20
ceiling = 600.0
tiers = {A = 400.0, B = 300.5}
top_ups = {elderly = 60}
"""
    read = policy(tmp_path, text)
    assert read.methods == [
        (month(2016, 1), month(2019, 12), "gap", "none", None, None),
        (month(2020, 1), OPEN, "tier", "yuan_up", 2000, 60000),
    ]
    assert read.tiers == [(month(2020, 1), OPEN, "A", 40000), (month(2020, 1), OPEN, "B", 30050)]
    assert read.top_ups == [(month(2020, 1), OPEN, "elderly", 6000)]


def test_a_dated_parameter_holds_from_its_day(tmp_path):
    text = '[parameters]\nR01.grace_months = 1\n[[parameter]]\nrule = "R01"\nname = "grace_months"\nvalue = 2\nfrom = 2023-03-01'
    read, rule = policy(tmp_path, text), BOOK.rules["R01"]
    assert read.values_for(rule, date(2023, 2, 28)) == {"grace_months": 1}
    assert read.values_for(rule, date(2023, 3, 1)) == {"grace_months": 2}
    assert read.values_for(BOOK.rules["R38"], date(2023, 3, 1)) == {}


def test_a_parameter_of_the_locality_changes_what_is_found(place):
    place.folder.mkdir()
    (place.folder / "policy.toml").write_text("[parameters]\nR01.grace_months = 3", "utf-8")
    assert [(f.first_month, f.amount_fen) for f in place.screen(("R01",)).findings] == [(month(2023, 6), 31500)]


def test_a_file_that_an_old_notepad_saved_goes_the_whole_way(place):
    place.folder.mkdir()
    (place.folder / "policy.toml").write_bytes("# 判断日\nas_of = 2023-05-31".encode("gb18030"))
    assert place.screen(("R01",)).as_of == date(2023, 5, 31)


def test_the_day_of_the_policy_stands_behind_the_command_line(place):
    place.folder.mkdir()
    (place.folder / "policy.toml").write_text("as_of = 2023-05-31", "utf-8")
    assert place.screen(("R01",)).as_of == date(2023, 5, 31)
    assert place.screen(("R01",), as_of=date(2023, 4, 30)).as_of == date(2023, 4, 30)


def test_named_columns_help_where_recognition_does_not(place):
    header = ["乡镇", "村", "家户识别码", "所属批期", "应付数额", "收款通道"]
    rows = [[row[3], row[4], h["no"], row[5], row[6], row[8]] for h in (home(40), home(42)) for row in payment_rows(h)]
    place.hamlet.files["杂/未命名.xlsx"] = ("Sheet1", [header, *rows])
    assert sheet_of(place.screen(("R01",)), "未命名.xlsx")["table"] is None
    hint = '{ table = "payment", "家户识别码" = "household_no", "所属批期" = "month", "应付数额" = "amount", "收款通道" = "account" }'
    (place.folder / "policy.toml").write_text(f'[columns]\n"杂/未命名.xlsx/Sheet1" = {hint}', "utf-8")
    sheet = sheet_of(place.screen(("R01",)), "未命名.xlsx")
    assert (sheet["table"], sheet["used"], sheet["columns"]["应付数额"]) == ("payment", 12, "amount")
    assert len(PAYMENT) == 9


def test_named_headers_are_the_header_although_no_word_of_theirs_is_known(place):
    rows = [[h["no"], row[5], row[6]] for h in (home(40), home(42)) for row in payment_rows(h)]
    place.hamlet.files["杂/未命名.xlsx"] = ("Sheet1", [["某某资料"], ["甲栏", "乙栏", "丙栏"], *rows])
    place.folder.mkdir()
    hint = '{ table = "payment", "甲栏" = "household_no", "乙栏" = "month", "丙栏" = "amount" }'
    (place.folder / "policy.toml").write_text(f'[columns]\n"未命名.xlsx" = {hint}', "utf-8")
    sheet = sheet_of(place.screen(("R01",)), "未命名.xlsx")
    assert (sheet["table"], sheet["title"], sheet["header"], sheet["used"]) == ("payment", 1, 1, 12)
    assert sheet["columns"] == {"甲栏": "household_no", "乙栏": "month", "丙栏": "amount"}


def test_working_days_are_counted_by_the_state_councils_notices():
    days = dict(calendar_rows(BOOK.calendar))
    assert days[date(2023, 10, 9)] - days[date(2023, 9, 28)] == 3  # 7, 8 and 9 October: two made-up days and a Monday
    assert days[date(2023, 10, 6)] == days[date(2023, 9, 29)] == days[date(2023, 9, 28)]


def test_the_localitys_near_relatives_hold_for_every_rule_that_asks_from_the_day_of_their_document(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text('kin_set = "guyuan_2022"', "utf-8")
    chosen = load_policy(path, BOOK.rules, BOOK.tables, BOOK.kin_sets)
    after, before = date(2024, 4, 30), date(2020, 4, 30)
    assert "配偶的父母" in chosen.values_for(BOOK.rules["R25"], after)["kin_set"]
    assert "kin_set" not in chosen.values_for(BOOK.rules["R25"], before)
    assert chosen.values_for(BOOK.rules["R01"], after) == {}


def test_a_kin_set_that_nobody_knows_is_told_with_those_there_are(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text('kin_set = "everybody"', "utf-8")
    with pytest.raises(UserError, match="everybody.*civil_code"):
        load_policy(path, BOOK.rules, BOOK.tables, BOOK.kin_sets)
