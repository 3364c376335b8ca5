"""How often do the rules about villages alarm where nobody did wrong, and how often where somebody did?

Writes whole made-up counties straight into the views that the rules read, runs the rules' own queries with
their own parameters, and prints for each rule and kind of county: villages, alarms, rate, 95 % interval.

    .venv/bin/python bench/area.py --counties 20 --markdown docs/reference/area-tests.md
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random

import duckdb
import ledgers
import pyarrow as pa
from measure import commit

from dibao import rulebook
from dibao.engine.lake.database import empty_world
from dibao.engine.rules.book import Rulebook, load_rulebook
from dibao.engine.rules.trial import bind_parameters
from dibao.engine.rules.vocabulary import OPEN

AS_OF = date(2025, 6, 30)
NOW = AS_OF.year * 12 + AS_OF.month - 1
FIRST = 2013 * 12
RULES = ("R31", "R32", "R33", "R37", "R47")
NATURAL, INCOME = "死亡", "家庭收入超过低保标准"


@dataclass
class Home:
    """A household's time on dibao; `to` is OPEN while in force."""

    village: tuple[str, str]
    start: int
    to: int = OPEN
    reason: str = ""
    poor: bool = False
    income: int = 0
    amount: int = 0


@dataclass(frozen=True)
class Village:
    """A village of `people`, of whom `rate` a head and year come into need."""

    key: tuple[str, str]
    people: int
    rate: float
    lifted: int  # families lifted out of poverty that never needed dibao


@dataclass
class County:
    """Villages and every household that was on dibao in them since FIRST."""

    villages: list[Village]
    homes: list[Home] = field(default_factory=list)
    forged: dict[tuple[str, str], Callable] = field(
        default_factory=dict
    )  # villages whose ledgers were made up, and how


@dataclass(frozen=True)
class Habit:
    """What a county lawfully does: how its villages, reviews, approvals and amounts are."""

    name: str
    spread: float = 0.35  # how unlike the villages' need is (standard deviation of its logarithm)
    alike: bool = False  # all villages of one size: the sharpest honest case for evenness
    anniversary: float = 0.2  # share of exits found at the yearly review, on the anniversary of the entry
    batch: int = 1  # months between approvals of a township
    tiers: bool = False
    zero_income: float = 0.15
    lifted: float = 0.01  # families a head that were lifted out of poverty and never needed dibao
    raise_in: int = 0  # a month in which the standard rose and many came in
    clean_in: int = 0  # a month in which a campaign removed many
    clerks: ledgers.Clerks = ledgers.Clerks()


HABITS = (
    Habit("平常的县"),
    Habit("各村规模、困难程度都一样", spread=0.0, alike=True),
    Habit("退出大多在每年核查时", anniversary=0.8),
    Habit("每半年集中审批", batch=6),
    Habit("按档发放", tiers=True),
    Habit("四成户没有收入、领满额", zero_income=0.4),
    Habit("提标扩面", raise_in=2023 * 12 + 3),
    Habit("专项治理集中清退", clean_in=2023 * 12 + 8),
    Habit("脱贫户大多在保", lifted=0.0005),
    Habit("台账日期填错多，乡镇之间差别大", clerks=ledgers.Clerks(slip=0.08, spread=1.0)),
    Habit("两成村的台账三分之一日期不对", clerks=ledgers.Clerks(clumsy=0.2)),
    Habit("常常当天受理、入户、公示", clerks=ledgers.Clerks(one_day=0.3)),
    Habit("六成村各有一句惯用的话", clerks=ledgers.Clerks(own_words=0.6)),
    Habit("大多只写“情况属实”", clerks=ledgers.Clerks(short=0.8)),
    Habit("两成乡镇照抄县里的范本", clerks=ledgers.Clerks(form=0.2)),
)


def honest(rng: Random, habit: Habit) -> County:
    """A county of some 300 villages in which nobody did wrong."""
    county = County([v for town in range(15) for v in _township(rng, habit, town)])
    for village in county.villages:
        need = village.people * village.rate
        entries = [(m, 1.0) for m in range(FIRST, NOW + 1)] + [(FIRST, 30.0)]
        entries += [(habit.raise_in, 14.0)] if habit.raise_in else []
        for month, weight in entries:
            for _ in range(poisson(rng, need / 12 * weight)):
                county.homes.append(_home(rng, habit, village, month))
    return county


def _township(rng: Random, habit: Habit, town: int) -> Iterator[Village]:
    for number in range(rng.randrange(12, 28)):
        people = 1500 if habit.alike else int(math.exp(rng.uniform(math.log(500), math.log(3500))))
        rate, lifted = 0.0024 * math.exp(rng.gauss(0, habit.spread)), poisson(rng, people * habit.lifted)
        yield Village((f"{town}镇", f"{number}村"), people, rate, lifted)


def _home(rng: Random, habit: Habit, village: Village, month: int) -> Home:
    """Comes in with a batch of its township; leaves by death, at a yearly review, or when its income rose."""
    offset = hash_of(village.key[0]) % habit.batch
    start = min(month + (offset - month) % habit.batch, NOW)
    home = Home(village.key, start, poor=rng.random() < 0.45)
    _leave(rng, habit, home)
    _pay(rng, habit, home)
    return home


def _leave(rng: Random, habit: Habit, home: Home) -> None:
    tenure = 1 + int(rng.expovariate(1 / 66))
    home.reason = rng.choices((NATURAL, INCOME, ""), (4, 4, 2))[0]
    if home.reason != NATURAL and rng.random() < habit.anniversary:
        tenure = max(12, round(tenure / 12) * 12)
    if habit.clean_in and home.start < habit.clean_in < home.start + tenure and rng.random() < 0.25:
        tenure, home.reason = habit.clean_in - home.start, INCOME
    if home.start + tenure <= NOW:
        home.to = home.start + tenure


def _pay(rng: Random, habit: Habit, home: Home) -> None:
    home.income = 0 if rng.random() < habit.zero_income else rng.randrange(120, 480) * 100
    home.amount = 58000 - home.income
    if habit.tiers:
        home.amount = 45000 if home.income < 18000 else 35000 if home.income < 36000 else 25000


def hash_of(text: str) -> int:
    """The same on every run, unlike `hash`."""
    return sum(map(ord, text))


def poisson(rng: Random, mean: float) -> int:
    """A count of independent events."""
    if mean > 30:
        return max(0, round(rng.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, rng.random()
    while product > limit:
        count, product = count + 1, product * rng.random()
    return count


def rotate(rng: Random, county: County, village: Village, slots: int = 10, months: int = 24) -> None:
    """R31: a fixed number of places goes round, each household has its turn."""
    county.homes = [h for h in county.homes if h.village != village.key]
    for slot in range(slots):
        month = FIRST + rng.randrange(months)
        while month <= NOW:
            end = month + months
            county.homes.append(
                Home(
                    village.key, month, end if end <= NOW else OPEN, "", income=20000 + slot, amount=30000 + 700 * slot
                )
            )
            month = end


def share_equally(rng: Random, county: County, village: Village) -> None:
    """R32: whoever is in is paid the same."""
    for home in county.homes:
        if home.village == village.key:
            home.amount, home.income = 30000, 20000


def one_out_one_in(rng: Random, county: County, village: Village) -> None:
    """R33: a place that falls free is given away at once, and only then."""
    mine = [h for h in county.homes if h.village == village.key and h.start < NOW - 72]
    county.homes = [h for h in county.homes if h.village != village.key] + mine
    for home in mine:
        while home.to <= NOW:
            following = Home(
                village.key,
                home.to,
                home.to + 1 + int(rng.expovariate(1 / 66)),
                "",
                income=home.income,
                amount=home.amount,
            )
            following.to = following.to if following.to <= NOW else OPEN
            county.homes.append(following)
            home = following


def take_in_all(rng: Random, county: County, village: Village) -> None:
    """R37: a whole list comes in within one quarter, two for each household that was there."""
    stock = [h for h in county.homes if h.village == village.key and h.start < NOW - 20 <= h.to]
    for _ in range(max(12, 2 * len(stock))):
        county.homes.append(
            Home(
                village.key,
                NOW - 20 + rng.randrange(2),
                poor=True,
                income=rng.randrange(20000),
                amount=rng.randrange(20000, 50000),
            )
        )


def one_list(rng: Random, county: County, village: Village) -> None:
    """R37: who was ever lifted out of poverty is on dibao, and nobody of them has left."""
    county.villages[county.villages.index(village)] = replace(village, lifted=0)
    for home in county.homes:
        if home.village == village.key:
            home.poor = home.to == OPEN


def even_out(rng: Random, county: County, village: Village) -> None:
    """R33: every village of the township has as many households as the next."""
    town = {v.key for v in county.villages if v.key[0] == village.key[0]}
    county.homes = [h for h in county.homes if h.village not in town or h.to <= NOW]
    county.homes += [
        Home(key, FIRST, income=rng.randrange(40000), amount=rng.randrange(9000, 50000))
        for key in sorted(town)
        for _ in range(15)
    ]


def forge(how: Callable) -> Callable:
    """R47: the village's ledger is made up in this way, and the rest of the county's is not."""

    def wrong(rng: Random, county: County, village: Village) -> None:
        county.forged[village.key] = how

    return wrong


WRONGS: dict[str, tuple[str, Callable]] = {
    "十个名额两年一轮": ("R31", rotate),
    "全村领一样多": ("R32", share_equally),
    "退一补一": ("R33", one_out_one_in),
    "全镇各村一样多": ("R33", even_out),
    "按名单整批纳入": ("R37", take_in_all),
    "脱贫户一户不落都在保": ("R37", one_list),
    "档案同一天补齐": ("R47", forge(ledgers.made_up)),
    "先批后补、日期倒签": ("R47", forge(ledgers.backdated)),
    "全村一句调查意见": ("R47", forge(ledgers.copied)),
    "五个村照抄同一句": ("R47", forge(ledgers.copied_from_next)),
}


def fill(con: duckdb.DuckDBPyConnection, county: County, habit: Habit) -> None:
    """The county as the views have it after a screening read its sheets."""
    homes = county.homes
    common = {
        "household": pa.array(range(1, len(homes) + 1), pa.int64()), "township": [h.village[0] for h in homes], "village": [h.village[1] for h in homes],
        "programme": ["dibao_rural"] * len(homes), "from_month": pa.array([h.start for h in homes], pa.int32()),
        "to_month": pa.array([h.to for h in homes], pa.int32()), "is_listed": [h.to == OPEN for h in homes],
    }  # fmt: skip
    flags = {
        "reason": [h.reason for h in homes],
        "is_successor": [False] * len(homes),
        "is_succeeded": [False] * len(homes),
    }
    put(con, "stay", common | flags)
    put(
        con,
        "household",
        common
        | {
            "amount_fen": [h.amount for h in homes],
            "covered_count": [1] * len(homes),
            "income_fen": [h.income for h in homes],
        },
    )
    poor = {number: home for number, home in enumerate(homes, 1) if home.poor}
    put(
        con,
        "membership",
        {
            "household": list(poor),
            "person": list(poor),
            "from_month": pa.array([h.start for h in poor.values()], pa.int32()),
            "to_month": pa.array([h.to for h in poor.values()], pa.int32()),
        },
    )
    put(con, "monitored", _lifted(county, poor))
    put(
        con,
        "village_size",
        {
            "township": [v.key[0] for v in county.villages],
            "village": [v.key[1] for v in county.villages],
            "population": [v.people for v in county.villages],
        },
    )
    put(con, "amount_method", {"from_month": [0], "to_month": [OPEN], "method": ["tier" if habit.tiers else "gap"]})
    covered = [
        (t, d, c) for t in sorted({v.key[0] for v in county.villages}) for d, c in (("exit", ""), ("roster", "income"))
    ]
    put(con, "coverage", {"dataset": [d for _, d, _ in covered], "column_name": [c for *_, c in covered], "township": [t for t, *_ in covered],
                          "from_month": [FIRST] * len(covered), "to_month": [OPEN] * len(covered)})  # fmt: skip


def _lifted(county: County, poor: dict[int, Home]) -> dict:
    """The register of families lifted out of poverty: those that were on dibao at some time, and the others."""
    others = [v.key for v in county.villages for _ in range(v.lifted)]
    places = [home.village for home in poor.values()] + others
    persons = [*poor, *range(len(county.homes) + 1, len(county.homes) + 1 + len(others))]
    return {
        "person": persons,
        "kind": ["poverty_exited"] * len(places),
        "township": [township for township, _ in places],
        "village": [village for _, village in places],
    }


def fill_ledgers(con: duckdb.DuckDBPyConnection, county: County, habit: Habit, rng: Random) -> None:
    """The procedure of every decision since ledgers are kept."""
    ledger = ledgers.Ledger(rng, habit.clerks)
    entries = (
        county.forged.get(home.village, lambda entry: entry)(ledger.honest(number, home.village, home.start))
        for number, home in enumerate(county.homes, 1)
        if home.start >= ledgers.SINCE
    )
    put(con, "procedure_line", ledgers.columns(entries))


def put(con: duckdb.DuckDBPyConnection, table: str, columns: dict) -> None:
    """These rows instead of the last county's; columns not given are unknown."""
    con.execute(f"delete from {table}")
    con.register("rows_given", pa.table(columns))
    con.execute(f"insert into {table} by name select * from rows_given")
    con.unregister("rows_given")


def alarms(con: duckdb.DuckDBPyConnection, book: Rulebook, code: str) -> list[tuple]:
    """`(township, village or none, variant)` of every area that the rule returns and does not excuse."""
    rule = book.rules[code]
    result = con.execute(rule.sql, bind_parameters(rule, rule.sql, {}, AS_OF))
    names = [item[0] for item in result.description]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    return [
        (r["township"], r["village"], r.get("variant") or "") for r in rows if r["township"] and not r.get("excused")
    ]


def interval(hits: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval for a share."""
    z, share = 1.96, hits / trials
    centre, wide = (
        share + z * z / (2 * trials),
        z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials)),
    )
    return max(0.0, (centre - wide) / (1 + z * z / trials)), min(1.0, (centre + wide) / (1 + z * z / trials))


def false_alarms(con: duckdb.DuckDBPyConnection, book: Rulebook, habit: Habit, counties: int) -> list[dict]:
    """Honest counties of one habit: villages, alarmed areas by rule."""
    villages, found, variants = 0, Counter(), {code: Counter() for code in RULES}
    for seed in range(counties):
        county = honest(Random(f"{habit.name}:{seed}"), habit)
        villages += len(county.villages)
        fill(con, county, habit)
        fill_ledgers(con, county, habit, Random(f"{habit.name}:{seed}:ledger"))
        for code in RULES:
            rows = alarms(con, book, code)
            found[code] += len({row[:2] for row in rows})
            variants[code].update(row[2] for row in rows)
    return [_line(code, habit.name, villages, found[code], variants[code]) for code in RULES]


def _line(code: str, name: str, trials: int, hits: int, variants: Counter) -> dict:
    low, high = interval(hits, trials)
    return {
        "rule": code,
        "county": name,
        "trials": trials,
        "hits": hits,
        "share": hits / trials,
        "low": low,
        "high": high,
        "variants": dict(variants),
    }


def power(con: duckdb.DuckDBPyConnection, book: Rulebook, name: str, counties: int) -> dict:
    """Ordinary counties with one guilty village in each of five townships: how many are found."""
    code, wrong = WRONGS[name]
    guilty = found = 0
    for seed in range(counties):
        rng = Random(f"{name}:{seed}")
        county = honest(rng, HABITS[0])
        keys = {(f"{town}镇", f"{rng.randrange(12)}村") for town in range(5)}
        chosen = [v for v in county.villages if v.key in keys]
        for village in chosen:
            wrong(rng, county, village)
        fill(con, county, HABITS[0])
        fill_ledgers(con, county, HABITS[0], Random(f"{name}:{seed}:ledger"))
        told = {row[:2] for row in alarms(con, book, code)}
        guilty += len(chosen)
        found += sum(v.key in told or (v.key[0], None) in told for v in chosen)
    return _line(code, name, guilty, found, Counter())


def table(lines: list[dict], words: tuple[str, str, str]) -> str:
    """Rows of Markdown."""
    head = f"| 规则 | {words[0]} | {words[1]} | {words[2]} | 比例 | 95% 区间 |\n|---|---|---:|---:|---:|---|\n"
    return head + "".join(
        f"| {x['rule']} | {x['county']} | {x['trials']:,} | {x['hits']} | {x['share']:.2%} | {x['low']:.2%} – {x['high']:.2%} |\n"
        for x in lines
    )


def report(honest_lines: list[dict], guilty_lines: list[dict], counties: int) -> str:
    """The page of the reference."""
    total = []
    for code in RULES:
        mine = [x for x in honest_lines if x["rule"] == code]
        total.append(_line(code, "合计", sum(x["trials"] for x in mine), sum(x["hits"] for x in mine), Counter()))
    return (
        "# 区域检验：没有问题的村误报多少，有问题的村查出多少\n\n"
        f"`.venv/bin/python bench/area.py --counties {counties}`（提交 {commit()}）\n\n"
        "虚构的县，每县约三百个村；直接写进规则所读的视图，规则的查询和参数与正式筛查完全一样。\n\n"
        "## 没有问题的村\n\n" + table(total + honest_lines, ("县的做法", "村数", "报警")) +
        "\n## 有问题的村\n\n其余的村照常，每县五个村（镇）有问题。\n\n" + table(guilty_lines, ("做法", "有问题的村", "查出"))
    )  # fmt: skip


def main() -> None:
    """Measure and print; with --markdown also write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counties", type=int, default=20, help="counties of each kind")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    book = load_rulebook(rulebook.FOLDER)
    with empty_world(book.tables, book.views) as con:
        good = [line for habit in HABITS for line in false_alarms(con, book, habit, args.counties)]
        bad = [power(con, book, name, max(1, args.counties // 2)) for name in WRONGS]
    text = report(good, bad, args.counties)
    print(text)
    for line in good:
        if line["variants"]:
            print(line["rule"], line["county"], line["variants"])
    if args.markdown:
        args.markdown.write_text(text, "utf-8")
    if args.json:
        args.json.write_text(json.dumps(good + bad, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
