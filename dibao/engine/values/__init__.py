"""One cell: a raw value in, `Cleaned` out. Pure functions that never raise."""

from dibao.engine.values.cleaned import Cleaned, cell_text, clean_text
from dibao.engine.values.codes import CodeWords, from_certificate
from dibao.engine.values.dates import FOREVER, clean_date, clean_month, month_number
from dibao.engine.values.identity import CleanedId, clean_id
from dibao.engine.values.moments import clean_moment
from dibao.engine.values.money import clean_money
from dibao.engine.values.names import clean_name
from dibao.engine.values.numbers import (
    clean_account,
    clean_flag,
    clean_household_no,
    clean_int,
    clean_number,
    clean_phone,
)

__all__ = [
    "FOREVER", "Cleaned", "CleanedId", "CodeWords", "cell_text", "clean_account", "clean_date", "clean_flag",
    "clean_household_no", "clean_id", "clean_int", "clean_moment", "clean_money", "clean_month", "clean_name", "clean_number",
    "clean_phone", "clean_text", "from_certificate", "month_number",
]  # fmt: skip
