"""Days and months as offices write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.values import FOREVER, clean_date, clean_month, month_number

FIFTH_OF_MARCH = [
    "2021-03-05", "2021-3-5", "2021.3.5", "2021.03.05", "2021/3/5", "2021/3/5 00:00:00", "2021-03-05T08:30:00", "2021年3月5日",
    "2021年03月05日", "二〇二一年三月五日", "二零二一年三月五日", "20210305", "20210305083000", "2021、3、5", "2021 3 5", "’2021-3-5",
    "２０２１．３．５", "21.3.5", "21年3月5日", "2021年3月5号", "5-Mar-2021", "2021.3.5（补录）", "2021年3月5日 星期五", "44260",
    "2021-03-05 星期五", "2021年3月5日起", 44260, 44260.0, 44260.35, 20210305, 20210305.0, date(2021, 3, 5), datetime(2021, 3, 5, 8, 30),
]  # fmt: skip


@pytest.mark.parametrize("raw", FIFTH_OF_MARCH)
def test_every_shape_of_a_day(raw):
    assert clean_date(raw).value == date(2021, 3, 5)
    assert clean_date(raw).bad is None


@pytest.mark.parametrize(
    "raw", ["2018.5", "2018.05", "2018年5月", "201805", 201805, 2018.5, 2018.05, "2018-5", "2018/05", "二〇一八年五月", "18.5", "2018年5月份", "2018-05-00", "2018年5月底"]
)  # fmt: skip
def test_a_month_is_its_first_day(raw):
    assert clean_date(raw).value == date(2018, 5, 1)


def test_a_number_cell_that_may_have_lost_its_zero_says_so():
    assert clean_date(2018.1) == (date(2018, 1, 1), "AMBIGUOUS_MONTH", None)
    assert clean_date("2018.10").value == date(2018, 10, 1)
    assert clean_date(2018.12).value == date(2018, 12, 1)
    assert clean_month(2018.1).repair == "AMBIGUOUS_MONTH"


@pytest.mark.parametrize("raw", ["长期", "永久", "至今", "长期有效"])
def test_without_end(raw):
    assert clean_date(raw).value == FOREVER


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2018.1-2018.12", date(2018, 1, 1), date(2018, 12, 1)),
        ("2018.01.01-2028.01.02", date(2018, 1, 1), date(2028, 1, 2)),
        ("2018-01-01-2028-01-02", date(2018, 1, 1), date(2028, 1, 2)),
        ("2018-1-1至2028-1-2", date(2018, 1, 1), date(2028, 1, 2)),
        ("2018年1月至12月", date(2018, 1, 1), date(2018, 12, 1)),
        ("2018年1-3月", date(2018, 1, 1), date(2018, 3, 1)),
        ("2018年5月-长期", date(2018, 5, 1), FOREVER),
        ("2018.1至今", date(2018, 1, 1), FOREVER),
        ("2023.5.6-5.13", date(2023, 5, 6), date(2023, 5, 13)),
        ("2023.5.6-13", date(2023, 5, 6), date(2023, 5, 13)),
        ("2023年5月6日-13日", date(2023, 5, 6), date(2023, 5, 13)),
        ("2023.12.28—1.4", date(2023, 12, 28), date(2024, 1, 4)),
        ("2018.3-5", date(2018, 3, 1), date(2018, 5, 1)),
    ],
)
def test_a_range_has_a_start_and_an_end(raw, first, last):
    assert clean_date(raw).value == first
    assert clean_date(raw, end=True).value == last


@pytest.mark.parametrize("raw", ["", None, "/", "不详", "无", "1900-01-00", "0000-00-00", 0, "0"])
def test_no_date_is_not_a_bad_cell(raw):
    assert clean_date(raw).value is None and clean_date(raw).bad is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("2021-02-30", "没有这一天"),
        ("2018.13", "没有这一天"),
        ("2018", "只有年份"),
        (2018, "只有年份"),
        ("2018年", "只有年份"),
        ("3/5/2021", "分不清月和日"),
        ("12.5", "不是日期"),
        ("农历2018年三月初五", "农历"),
        ("5月3日", "没有写年份"),
        ("去年", "不是日期"),
        ("2918-01-01", "年份不合理"),
        (True, "不是日期"),
    ],
)
def test_what_is_no_date_says_why(raw, why):
    assert clean_date(raw).value is None and why in clean_date(raw).bad


def test_day_first_and_month_first_are_told_apart_where_possible():
    assert clean_date("25/3/2021").value == clean_date("3/25/2021").value == date(2021, 3, 25)


def test_a_year_from_elsewhere_completes_a_day():
    assert clean_date("5月3日", 2020) == (date(2020, 5, 3), "YEAR_ADDED", None)
    assert clean_date("5.16", 2020) == clean_date(5.16, 2020) == (date(2020, 5, 16), "YEAR_ADDED", None)
    assert clean_date("5.16").value is None


def test_a_number_that_may_have_lost_its_zero_is_no_day():
    assert clean_date(5.1, 2020).bad and clean_date(5.4, 2020).value == date(2020, 5, 4)


@pytest.mark.parametrize(
    ("raw", "last"),
    [("5月6日-5月13日", (2020, 5, 13)), ("5.6-5.13", (2020, 5, 13)), ("12月28日至1月4日", (2021, 1, 4))],
)
def test_a_range_without_a_year_takes_the_sheets_year_and_may_go_into_the_next(raw, last):
    assert clean_date(raw, 2020, end=True).value == date(*last)


@pytest.mark.parametrize(
    "raw", ["2023-05", "202305", 202305, "2023年05月", "23年5月", "2023.5", date(2023, 5, 9), "二〇二三年五月", "2023年5月份", "2023-05-01"]
)  # fmt: skip
def test_every_shape_of_a_month(raw):
    assert clean_month(raw).value == month_number(2023, 5)


@pytest.mark.parametrize(
    ("raw", "month"),
    [("5月", 5), ("五月", 5), (5, 5), (5.0, 5), ("12", 12), ("2季度", 4), ("第三季度", 7), ("1-3月", 1)],
)
def test_a_month_may_lack_its_year(raw, month):
    assert clean_month(raw, 2020).value == month_number(2020, month)
    assert "年份" in clean_month(raw).bad


@pytest.mark.parametrize("raw", ["3011季", "301年1季度", "3011年1季度"])
def test_a_quarter_of_no_possible_year_is_bad(raw):
    assert clean_month(raw).value is None and clean_month(raw).bad


def test_a_quarter_is_its_first_month_or_its_last_where_the_end_is_asked():
    assert clean_month("2023年第一季度").value == month_number(2023, 1)
    assert (
        clean_month("2023年第一季度", end=True).value
        == clean_month("2023.1-2023.3", end=True).value
        == month_number(2023, 3)
    )


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}", "{0:%Y%m%d}", "{0}"]))  # fmt: skip
def test_any_day_is_read_from_any_usual_shape(day, shape):
    assert clean_date(shape.format(day)).value == day


@given(st.dates(date(1906, 1, 1), date(2118, 1, 1)))
def test_excel_serials(day):
    serial = (day - date(1899, 12, 30)).days
    assert clean_date(serial).value == clean_date(str(serial)).value == day


CELLS = st.one_of(
    st.text(max_size=30), st.text("0123456789.-/年月日至 长期第季度一二〇", max_size=16), st.floats(), st.integers(), st.none(), st.dates(), st.datetimes()
)  # fmt: skip


@given(CELLS, st.sampled_from([None, 2020]))
def test_no_cell_ever_raises_and_cleaning_twice_changes_nothing(raw, year):
    day, month = clean_date(raw, year), clean_month(raw, year)
    assert day.value is None or (clean_date(day.value).value == day.value and day.bad is None)
    assert month.value is None or 1860 * 12 <= month.value < 2201 * 12
