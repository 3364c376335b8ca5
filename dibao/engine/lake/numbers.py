"""Household numbers that stand for several households: of the urban and the rural roster, or in several villages."""

from dibao.engine.lake.steps import Step
from dibao.engine.tables import Table

NUMBER = r"upper(regexp_replace({alias}.household_no, '[\s\-]', '', 'g'))"

# Urban and rural assistance number their households apart; `dibao` or nothing says neither.
PROGRAMME = "case when {alias}.programme in ('dibao_rural', 'dibao_urban') then {alias}.programme else '' end"


def number_branches() -> Step:
    """Numbers that one township gave to several households: which of them a programme and village mean.

    Two homes of a number are two households when nobody is in both, and one is urban and the other rural, or one
    roster has them in two villages under two heads. A household that moved, changed its programme or was once
    listed without it shares people with itself and stays one. A number given once has no row here.
    """
    number, programme = NUMBER.format(alias="r"), PROGRAMME.format(alias="r")
    return Step(
        "step.number_branch",
        f"""
with token as (
    select coalesce(r.township, '') as township, {number} as number, {programme} as programme, coalesce(r.village, '') as village,
           coalesce(r.as_of, date '9999-01-01') as snapshot, r.relation = 'head' or r.head_person is not null or r.head_name is not null as is_headed,
           unnest(['id' || r.person::varchar, 'id' || r.head_person::varchar, r.head_name, case when r.relation = 'head' then r.name end]) as who
    from step.roster r where coalesce(r.household_no, '') <> ''
),
home as (
    select township, number, programme, village, list(distinct who order by who) filter (who is not null) as people,
           list(distinct snapshot order by snapshot) as snapshots, coalesce(bool_or(is_headed), false) as is_headed
    from token group by township, number, programme, village qualify count(*) over (partition by township, number) > 1
),
pair as (
    select a.township, a.number, a.programme, a.village, b.programme || '|' || b.village as branch,
           coalesce(list_has_any(a.people, b.people), false) or (a.programme = b.programme and a.village = b.village) as is_one,
           ('' not in (a.programme, b.programme) and a.programme <> b.programme)
           or ('' not in (a.village, b.village) and a.village <> b.village and a.is_headed and b.is_headed
               and list_has_any(a.snapshots, b.snapshots)) as is_apart
    from home a join home b using (township, number)
)
select township, number, programme, village, min(branch) filter (is_one) as branch from pair
where (township, number) in (select (township, number) from pair where is_apart and not is_one)
group by township, number, programme, village
""",
    )


def shared_numbers() -> Step:
    """What tells the households of one number apart: programme, village, and who is in them or is paid."""
    programme = PROGRAMME.format(alias="r")
    return Step(
        "step.shared_number",
        f"""
with evidence as (
    select h.number, h.township, h.household, {programme} as programme, coalesce(r.village, '') as village,
           unnest(['id' || r.person::varchar, 'id' || r.head_person::varchar, r.name, r.head_name, nullif(r.account, '')]) as who
    from step.roster_household h join step.roster r on r.src = h.src and r.row_hash is not distinct from h.row_hash
    where h.number in (select number from step.household_number where homes > 1)
)
select distinct * from evidence where who is not null
""",
    )


def by_evidence(table: Table, source: str) -> str:
    """Of the households that share a row's number: the one whose people, else programme, else village the row names."""
    number = NUMBER.format(alias="r")
    programme = PROGRAMME.format(alias="r") if "programme" in table.columns else "''"
    who = ["'id' || r.person::varchar"] + ["'id' || r.head_person::varchar"] * ("head_id_no" in table.columns)
    who += [f"r.{name}" for name in ("name", "head_name", "account") if name in table.columns]
    return f"""
evidence as (
    select r.src, n.number, n.household, max((coalesce(n.who in ({", ".join(who)}), false))::int) as people,
           max(({programme} = n.programme and n.programme <> '')::int) as programme,
           max((coalesce(r.village, '') = n.village and n.village <> '')::int) as village
    from {source} r join step.shared_number n on n.number = {number} and n.township = coalesce(nullif(r.township, ''), n.township)
    group by r.src, n.number, n.household
),
by_evidence as (
    select src, number, min(household) as household from (
        select * from evidence where people + programme + village > 0
        qualify rank() over (partition by src, number order by people desc, programme desc, village desc) = 1)
    group by src, number having count(*) = 1
)"""
