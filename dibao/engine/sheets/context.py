"""What titles, sheet names, file names and folders say: period, data day, place, programme, sender."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.model import SheetTable

HAN = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
NUMBER = r"(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
YEAR = r"(?<!\d)((?:19|20)\d{2})"
SPAN = re.compile(
    YEAR
    + rf"\s*[年.\-/]\s*{NUMBER}\s*月?(?:份)?\s*(?:[-—~–一至到]+)\s*(?:{YEAR}\s*[年.\-/]\s*)?{NUMBER}\s*月?(?!\d|日)"
)
MONTH = re.compile(YEAR + rf"\s*(?:年度?|[.\-/])\s*{NUMBER}\s*(?:月|(?![\d.]))|{YEAR}(0[1-9]|1[0-2])(?!\d)")
QUARTER = re.compile(YEAR + r"\s*年?\s*第?([一二三四1-4])\s*季度")
HALF = re.compile(YEAR + r"\s*年?\s*(上|下)半年")
YEARS = re.compile(YEAR + r"\s*年?\s*(?:[-—~–至到]+)\s*" + YEAR + r"\s*年?")
ONE_YEAR = re.compile(YEAR + r"(?=\s*年|度|[^\d]|$)")
BARE_SPAN = re.compile(rf"(?<!\d){NUMBER}\s*月?\s*[-—~–至到]+\s*{NUMBER}\s*月")
BARE_MONTH = re.compile(rf"(?<![\d年]){NUMBER}\s*月份?")
BARE_QUARTER = re.compile(r"第?([一二三四1-4])\s*季度")
# The same mark twice: “2024年1-4月” and “2024.1-4” are spans of months, no days.
DAY = re.compile(
    YEAR
    + r"\s*(?:年\s*(1[0-2]|0?[1-9])\s*月|([.\-/])\s*(1[0-2]|0?[1-9])\s*\3)\s*([12]\d|3[01]|0?[1-9])(?![\d月])\s*日?|"
    + YEAR
    + r"(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
# “（2018年以来）”: from then on, with no end.
SINCE = re.compile(
    YEAR + rf"\s*[年.\-/]?\s*(?:{NUMBER}\s*月?)?(?:\d{{1,2}}日)?(?:份|度)?(?:以来|以后|之后|起|[-—~–]*[至到]今)"
)
OPEN = 9999 * 12 + 11
# A day on which the sheet was made or its data end is no period: “数据截止日期：2025年6月30日”.
MADE_ON = re.compile(
    r"(?:截止|截至|制表|填表|填报|导出|打印|提取|更新|统计|上报)[^0-9]{0,8}"
    + YEAR
    + r"[年.\-/]?\d{1,2}(?:[月.\-/]?(?:\d{1,2}日?|底|末)?)?"
)
NOT_PLACES = re.compile(
    r"城市|城乡|乡镇|城镇|镇街|集镇|农村|行政村|村居|驻村|各村|各镇|各乡|本村|本镇|全镇|全村|全乡|乡村|村级|村干|村民|社区矫正|社区戒毒|镇村|新农村|村镇|小城镇|建制镇|镇级|乡级|街道级|下乡"
)
TOWNSHIP = re.compile(r"([\u4e00-\u9fff]{1,7}?(?:街道办事处|街道|镇|(?<!城)乡(?!镇)))")
VILLAGE = re.compile(r"([\u4e00-\u9fff]{1,8}?(?:社区|居委会|村委会|村))")
SENDERS = (
    "公安", "派出所", "卫健", "卫生健康", "殡葬", "殡仪馆", "火葬场", "民政", "人社", "社保", "财政", "教育", "残联", "医保", "市场监管", "自然资源",
    "不动产", "住建", "税务", "公积金", "交警", "车管", "农业农村", "乡村振兴", "法院", "司法", "监狱", "组织部", "编办", "银行", "信用社", "农商行",
    "邮政", "纪委", "信访", "疾控", "林业", "水利", "农机",
)  # fmt: skip


def surroundings(sheet: SheetTable) -> list[str]:
    """The texts around a table, nearest first: title, sheet name, file name, folders from the inside out."""
    *folders, file = sheet.file.split("/")
    name = "" if re.fullmatch(r"(?:Sheet|工作表|表)\s*\d*", sheet.sheet, re.IGNORECASE) else sheet.sheet
    return [sheet.title, name, re.sub(r"\.\w{2,7}$", "", file), *reversed(folders)]


def month_of(year: int | str, month: int | str) -> int:
    """A month as a number: year × 12 + month - 1."""
    return int(year) * 12 + (HAN.get(str(month)) or int(month)) - 1


def find_period(texts: Iterable[str]) -> tuple[int, int] | None:
    """First and last month named; a month here and its year in the next text belong together."""
    bare = year = since = None
    for text in (MADE_ON.sub("", squeeze(text)) for text in texts):
        since = since or SINCE.search(text)
        text = SINCE.sub("", text)
        if found := _full_period(text):
            return found
        bare = bare or _bare_period(text)
        year = year or _year(text)
        if bare and year:
            return month_of(year, bare[0]), month_of(year, bare[1])
    if since:
        return month_of(since[1], since[2] or 1), OPEN
    return (month_of(year, 1), month_of(year, 12)) if year else None


def find_year(texts: Iterable[str]) -> int | None:
    """The nearest year named."""
    return next((year for text in texts if (year := _year(SINCE.sub("", squeeze(text))))), None)


def _full_period(text: str) -> tuple[int, int] | None:
    if found := SPAN.search(text):
        year, first, last_year, last = found.groups()
        if last_year or "月" in found[0] or not DAY.match(text, found.start()):
            return month_of(year, first), month_of(last_year or year, last)
    if found := QUARTER.search(text):
        quarter = HAN.get(found[2]) or int(found[2])
        return month_of(found[1], quarter * 3 - 2), month_of(found[1], quarter * 3)
    if found := HALF.search(text):
        return month_of(found[1], 1 if found[2] == "上" else 7), month_of(found[1], 6 if found[2] == "上" else 12)
    if found := MONTH.search(text):
        month = month_of(found[1] or found[3], found[2] or found[4])
        return month, month
    if found := DAY.search(text):
        day = _day(found)
        return month_of(day[0], day[1]), month_of(day[0], day[1])
    if found := YEARS.search(text):
        return month_of(found[1], 1), month_of(found[2], 12)
    return None


def _bare_period(text: str) -> tuple[int, int] | None:
    if found := BARE_SPAN.search(text):
        return _ordinal(found[1]), _ordinal(found[2])
    if found := BARE_QUARTER.search(text):
        return _ordinal(found[1]) * 3 - 2, _ordinal(found[1]) * 3
    found = BARE_MONTH.search(text)
    return (_ordinal(found[1]), _ordinal(found[1])) if found else None


def _ordinal(text: str) -> int:
    return HAN.get(text) or int(text)


def _year(text: str) -> int | None:
    found = ONE_YEAR.search(text)
    return int(found[1]) if found else None


def find_day(texts: Iterable[str]) -> date | None:
    """The first whole day named that is not the beginning of something."""
    for text in texts:
        for found in DAY.finditer(SINCE.sub("", squeeze(text))):
            year, month, day = _day(found)
            if day <= calendar.monthrange(year, month)[1]:
                return date(year, month, day)
    return None


def _day(found: re.Match) -> tuple[int, int, int]:
    """Year, month and day of a match of `DAY`, whichever way they were written."""
    year, month, day = (int(part) for part in found.groups() if part and part.isdigit())
    return year, month, day


def last_day(month: int) -> date:
    """The last day of a month."""
    year, place = divmod(month, 12)
    return date(year, place + 1, calendar.monthrange(year, place + 1)[1])


_NAMED_COUNTY = re.compile(
    r"(?:\S{2,6}?(?:省|自治区))?(?:\S{2,8}?(?:自治州|地区|盟|市)(?=\S+[县区旗市]))?(?P<county>[一-龥]{1,8}?(?:自治县|县|旗|区|市))"
)
_NO_COUNTY = re.compile(r"(城市|社区|小区|城区|市区|辖区|地区|[全本各我该同].)$")


def find_county(title: str) -> str:
    """The county that a title begins with, "" if it begins otherwise: 湖南省怀化市青禾县低保花名册 → 青禾县."""
    found = _NAMED_COUNTY.match(title.strip())
    return found["county"] if found and not _NO_COUNTY.search(found["county"]) else ""


def find_places(texts: Iterable[str]) -> tuple[str, str]:
    """Township and village named in the surroundings."""
    township = village = ""
    for text in texts:
        plain = NOT_PLACES.sub("，", re.sub(r"[\d\sA-Za-z]+年?", "，", squeeze(text)))
        plain = re.sub(r"[\u4e00-\u9fff]{0,6}?(?:省|自治区|自治州|市|自治县|县)(?=[\u4e00-\u9fff])", "，", plain)
        plain = re.sub(r"填报单位|编制单位|制表单位|单位名称|单位|关于|附件", "，", plain)
        found = TOWNSHIP.search(plain)
        township = township or (found[1] if found else "")
        found = VILLAGE.search(plain[found.end() :] if found else plain)
        village = village or (found[1] if found else "")
    return township, village


def find_programme(texts: Iterable[str], codes: dict[str, tuple[str, ...]]) -> str:
    """Code of the programme whose longest word is named nearest."""
    words = sorted(
        ((word, code) for code, all_words in codes.items() for word in all_words if len(word) > 1 and code != "other"),
        key=lambda pair: -len(pair[0]),
    )
    for text in texts:
        plain = squeeze(text)
        named = {code: word for word, code in reversed(words) if word in plain}
        exact = [code for word, code in words if code in named and word in plain]
        if not exact:
            continue
        if exact[0] == "dibao" or len(exact) > 1 and "dibao" in exact:
            finer = [code for code in exact if code.startswith("dibao_")]
            return finer[0] if len(set(finer)) == 1 else "dibao"
        return exact[0] if "低保" in plain or not exact[0].startswith("dibao_") or "生活保障" in plain else ""
    return ""


def find_code(texts: Iterable[str], codes: dict[str, tuple[str, ...]]) -> str:
    """The only code that the nearest text with a word of any names; nothing where it speaks of several."""
    for text in map(squeeze, texts):
        named = {code for code, words in codes.items() for word in words if len(word) > 1 and word in text}
        if named:
            return named.pop() if len(named) == 1 and not re.search("[及和与、含]", text) else ""
    return ""


def find_source(texts: Iterable[str]) -> str:
    """The sender named nearest."""
    for text in texts:
        named = [sender for sender in SENDERS if sender in squeeze(text)]
        if named:
            return named[0]
    return ""


def find_kind(texts: Iterable[str], codes: dict[str, tuple[str, ...]]) -> str:
    """What a payment sheet is all about, if not the regular payment: back-pay, a one-off or a price subsidy.

    A sheet that names it beside something else (“低保金及物价补贴”, “含补发”) says nothing about its rows.
    """
    for text in map(squeeze, texts):
        named = {
            code for code in ("backpay", "one_off", "price_subsidy") for word in codes.get(code, ()) if word in text
        }
        if named:
            return named.pop() if len(named) == 1 and not re.search("[及和与、含]", text) else ""
    return ""
