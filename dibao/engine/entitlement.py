"""One household's entitlement, with the full working: the rows of the views that the rules judge by, for people to read."""

from dataclasses import dataclass
from typing import Any

import duckdb

from dibao.engine.errors import UsageError

ROUNDINGS = {
    "none": "不取整",
    "jiao": "四舍五入到角",
    "jiao_up": "见分进角",
    "yuan": "四舍五入到元",
    "yuan_up": "见角进元",
}
TOP_UPS = {
    "elderly": "老年人", "minor": "未成年人", "severe_disability": "重度残疾", "serious_illness": "重病",
}  # fmt: skip
SOURCES = {
    "ledger": "核算明细", "pension": "人社（养老）", "payroll": "财政供养", "insurance": "人社（参保推算）", "housing_fund": "公积金（推算）",
    "tax": "税务", "unemployment": "人社（失业）", "social_benefit": "人社（待遇）", "agri_subsidy": "农业补贴",
}  # fmt: skip
COUNTED = {"yes": "计入", "no": "不计入", "unconfirmed": "待确认，未计入"}
STATES = {"paid": "", "unpaid": "当月没有正常发放", "fade_out": "渐退期"}
REASONS = {
    "NO_STANDARD": "没有当月的低保标准，请在 policy.toml 中补上",
    "NO_INCOME": "名册没有收入，也没有核算明细，请重新核算",
    "NO_RATE": "核算明细有的项目没有金额，当地行业收入评估标准里也没有，请补上",
    "NO_TIER": "没有这一档的金额，请核对档次或在 policy.toml 中补上",
    "INCOME_DOUBTFUL": "本乡镇许多户登记收入不低于标准，收入栏可能填的是年收入，请核对",
}
NO_LEDGER = "无发放数据"
UNKNOWN_BEFORE = "更早的月份没有当时的收入记录，不核算"

_HOME = "select * from household where household_no = $no order by township, village, programme"
_PARTS = {
    "members": "select name, relation, covered, exclusion_ground, from_month, to_month from membership where household = $home "
    "order by from_month, relation <> 'head', name, person",
    "setting": "select * from entitlement_month where household = $home and month = $month",
    "lines": "select * from income_line where household = $home and $month between from_month and to_month "
    "order by source <> 'ledger', class, kind, name, item, amount_fen",
    "incomes": "select * from countable_income where household = $home and month = $month order by side",
    "options": "select * from due_option where household = $home and month = $month and kind = 'due' order by not is_main, due_fen, persons",
    "top_ups": "select * from top_up_person where household = $home and month = $month order by name, kind",
    # A month in which nobody of the township was paid is one whose sheet did not come.
    "months": "select *, month in (select p.month from paid p join household h on h.household = p.household where h.township is not distinct "
    "from (select township from household where household = $home)) as has_ledger from due_month "
    "where household = $home and month <= $last order by month",
}


@dataclass(frozen=True)
class Entitlement:
    """Rows of the views for one household; `month` is the one that is worked out in full, all money in fen."""

    home: dict[str, Any]
    month: int
    members: list[dict]
    setting: list[dict]
    lines: list[dict]
    incomes: list[dict]
    options: list[dict]
    top_ups: list[dict]
    months: list[dict]

    @property
    def main(self) -> dict | None:
        """The way shown first; None where nothing could be worked out."""
        return next((option for option in self.options if option["is_main"]), None)

    @property
    def ledger(self) -> dict | None:
        """The sums of the household's own assessment, if there is one."""
        return next((income for income in self.incomes if income["side"] == "ledger"), None)

    @property
    def income_fen(self) -> int | None:
        """The income per head that the working uses."""
        return self.ledger["per_head_fen"] if self.ledger else self.setting[0]["income_fen"]

    @property
    def reason(self) -> str:
        """Why nothing could be worked out, in words; "" when it could."""
        return next((REASONS[m["reason"]] for m in self.months if m["month"] == self.month and m["reason"]), "")


def entitlement_of(con: duckdb.DuckDBPyConnection, household_no: str, as_of_month: int) -> Entitlement:
    """The working for one household; a number that no roster has is told in a sentence."""
    home = _home(con, household_no)
    found = con.execute(
        "select max(month) filter (month <= greatest(roster_month, $last)), max(roster_month) from entitlement_month where household = $home",
        {"home": home["household"], "last": as_of_month},
    ).fetchone()
    if found[0] is None:
        raise UsageError(household_no, "这一户不在最近的花名册里，没有可以核算的月份", "退出的户请看当时的档案")
    month = found[1] if found[1] is not None else found[0]
    values = {"home": home["household"], "month": month, "last": max(month, as_of_month)}
    parts = {
        name: _rows(con, sql, {key: v for key, v in values.items() if f"${key}" in sql}) for name, sql in _PARTS.items()
    }
    return Entitlement(home, month, **parts)


def _home(con: duckdb.DuckDBPyConnection, asked: str) -> dict[str, Any]:
    """The one household of `003`, or of `青石镇/003` where several have the number."""
    homes = _rows(con, _HOME, {"no": asked})
    place, _, number = asked.rpartition("/")
    homes = homes or [home for home in _rows(con, _HOME, {"no": number}) if place in _places(home)]
    if not homes:
        raise UsageError(asked, "花名册里没有这个户编号", "请核对编号后再运行")
    if len(homes) > 1:
        names = [_shortest(home, homes) + "/" + home["household_no"] for home in homes]
        raise UsageError(asked, f"有 {len(homes)} 户是这个编号", f"请写明是哪一户：{'、'.join(names)}")
    return homes[0]


def _places(home: dict[str, Any]) -> list[str]:
    """What may stand before the number: the township, and where that is not enough the village and the programme."""
    town, village = home["township"] or "", home["village"] or ""
    word = {"dibao_rural": "农村", "dibao_urban": "城市"}.get(home["programme"], "")
    return [town, town + village, town + word, town + village + word]


def _shortest(home: dict[str, Any], homes: list[dict[str, Any]]) -> str:
    others = {place for other in homes if other is not home for place in _places(other)}
    return next((place for place in _places(home) if place not in others), _places(home)[-1])


def _rows(con: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]) -> list[dict]:
    result = con.execute(sql, values)
    names = [item[0] for item in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
