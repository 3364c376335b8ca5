"""Day and clock of a withdrawal, as banks print them."""

from datetime import date, datetime, time

import pytest

from dibao.engine.values import clean_moment


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        (datetime(2023, 5, 6, 9, 13, 22), "2023-05-06 09:13:22"), (date(2023, 5, 6), "2023-05-06"), (time(9, 13), "09:13:00"),
        ("2023-05-06 09:13:22", "2023-05-06 09:13:22"), ("2023/5/6 9:13", "2023-05-06 09:13:00"), ("2023年5月6日9时13分", "2023-05-06 09:13:00"),
        ("2023-05-06T09:13:22.000", "2023-05-06 09:13:22"), ("20230506091322", "2023-05-06 09:13:22"), ("091322", "09:13:22"),
        (0.5, "12:00:00"), ("9:13", "09:13:00"), ("'09:13:22", "09:13:22"), ("20230506", "2023-05-06"), ("2023.5.6", "2023-05-06"), ("00:00:00", "00:00:00"),
    ],
)  # fmt: skip
def test_a_moment_is_read_in_every_shape(raw, moment):
    assert clean_moment(raw).value == moment


@pytest.mark.parametrize("raw", ["", None, "——"])
def test_nothing_said_is_empty(raw):
    assert clean_moment(raw).value is None and not clean_moment(raw).bad


@pytest.mark.parametrize("raw", ["25:00", "上午", "99:99:99", "2023-13-40 09:00"])
def test_what_is_no_moment_is_bad(raw):
    assert clean_moment(raw).bad
