"""What the data can speak about: for each table and column, the townships and months that came.

Nothing outside coverage is ever a hit; a rule that looks for something *missing*
joins `coverage`, and the screening counts the rest as unchecked.
"""

from dibao.engine.lake.steps import Step
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.tables import Table

# A few mistyped early dates must not stretch a ledger back over years in which it was not kept.
EARLY_OUTLIERS = 0.01


def coverage_steps(tables: dict[str, Table]) -> list[Step]:
    """`step.home` (household → township), `step.township`, `step.span`, `main.coverage`."""
    return [_home(tables), _townships(), _spans(tables), _coverage()]


def _home(tables: dict[str, Table]) -> Step:
    return Step(
        "step.home",
        """
select household, arg_min(township, {'rank': rank, 'bare': village is null, 'src': src}) as township,
       arg_min(village, {'rank': rank, 'bare': village is null, 'src': src}) as village,
       arg_min(area_code, {'rank': rank, 'bare': village is null, 'src': src}) as area_code
from (select household, township, village, area_code, 0 as rank, src from lake.roster
      union all
      select household, township, village, area_code, 1, src from lake.exit
      union all
      select household, township, village, area_code, 2, src from lake.payment)
group by household
""",
    )


def _townships() -> Step:
    return Step(
        "step.township",
        "select distinct township from (select township from step.home union all select township from lake.area) "
        "where coalesce(township, '') <> ''",
    )


def _spans(tables: dict[str, Table]) -> Step:
    """Months that each batch speaks about, by township; `''` = every township."""
    return Step("step.span", " union all ".join(_span(table) for table in tables.values()))


def _span(table: Table) -> str:
    if table.scope == "county":
        return (
            f"select '{table.code}' as dataset, source_id, coalesce(township, '') as township, 0 as from_month, "
            f"{OPEN} as to_month from raw.batch where dataset = '{table.code}'"
        )
    if table.code == "roster":
        return _roster_span()
    at_home = "household_no" in table.columns
    township = "coalesce(home.township, r.township, '')" if at_home else "coalesce(r.township, '')"
    home = "left join step.home home on home.household = r.household" if at_home else ""
    if table.code == "payment":
        return (
            f"select distinct 'payment', r.source_id, {township}, r.month, r.month from lake.payment r {home} "
            "where r.month is not null"
        )
    month = _event_month(table)
    return (
        f"select '{table.code}' as dataset, r.source_id, {township} as township, "
        f"quantile_disc({month}, {EARLY_OUTLIERS}) as from_month, {OPEN} as to_month from lake.{table.code} r {home} where {month} is not null group by 2, 3"
    )


def _event_month(table: Table) -> str:
    """The month an entry was made for: the table's event, else its earliest other date."""
    if table.columns[table.event].type == "month":
        return f"r.{table.event}"
    skip = {"as_of", "born_on", table.event}
    dates = [f"r.{c.name}" for c in table.columns.values() if c.type == "date" and c.name not in skip]
    earliest = f"least({', '.join(dates)})" if len(dates) > 1 else (dates or ["null"])[0]
    return f"month_of(coalesce(r.{table.event}, {earliest})::date)"


def _roster_span() -> str:
    """A roster speaks from its own day back to the first exit on record: before that, who had left is unknown."""
    return f"""
select 'roster', r.source_id, coalesce(r.township, ''),
       least(min(coalesce(month_of(r.as_of), month_of(r.start_on))) filter (r.as_of is not null),
             max(month_of(r.start_on)), min(gone.from_month)), {OPEN}
from lake.roster r
left join (select township, quantile_disc(month_of(end_on), {EARLY_OUTLIERS}) as from_month from lake.exit group by township) gone
     on gone.township = r.township
group by 2, 3"""


def _coverage() -> Step:
    return Step(
        "main.coverage",
        """
with spread as (
    select s.dataset, s.source_id, t.township, s.from_month, s.to_month from step.span s
    join step.township t on s.township in ('', t.township)
),
columned as (
    select dataset, '' as column_name, township, from_month, to_month from spread
    union all
    select s.dataset, b.column_name, s.township, s.from_month, s.to_month
    from spread s join raw.batch_column b on b.source_id = s.source_id
)
select dataset, column_name, township, from_month, to_month from columned where dataset = 'payment' group by all
union all
select dataset, column_name, township, min(from_month), max(to_month) from columned where dataset <> 'payment'
group by dataset, column_name, township
""",
    )
