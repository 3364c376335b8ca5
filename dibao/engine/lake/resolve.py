"""Who is who: persons, links for damaged numbers, households, for every row that came in.

The steps are SQL made from the table files. In: `raw.<table>` (intake's records
plus `src`, `source_id`) and `step.place` (raw area names → canonical). Out: `lake.<table>`.
"""

from dibao.engine.lake.numbers import NUMBER, PROGRAMME, by_evidence, number_branches, shared_numbers
from dibao.engine.lake.steps import Step
from dibao.engine.tables import Table

RAW_EXTRA = {
    "src": "BIGINT", "source_id": "BIGINT", "row": "INTEGER", "row_hash": "UBIGINT", "block": "VARCHAR",
    "supersedes": "BIGINT", "as_of": "DATE", "source": "VARCHAR", "period": "VARCHAR", "replaced_on": "DATE",
}  # fmt: skip

PRIVATE = 4611686018427387904  # 2^62: keys of numbers that are not citizen IDs


def raw_schema(table: Table) -> dict[str, str]:
    """Columns of `raw.<table>`."""
    return table.lake_columns() | RAW_EXTRA


def resolve_steps(tables: dict[str, Table]) -> list[Step]:
    """All steps from raw tables to lake tables, in order; `step.place` must be there."""
    people = [t for t in tables.values() if "id_no" in t.columns and "name" in t.columns]
    steps = [
        _known(tables),
        *map(_names, people),
        _pool(people),
        *map(_stray_of, people),
        _stray(people),
        _link(),
        _alias(),
    ]
    steps += [_person_rows(table) for table in tables.values()]
    steps += [
        *_roster_households(),
        _household_numbers(),
        _household_people(),
        _household_accounts(),
        _shared_accounts(),
        shared_numbers(),
    ]
    steps += [_lake_rows(table) for table in tables.values()]
    return steps


def _valid(column: str) -> str:
    return f"{column}_tier in (1, 3)"


def _place(table: Table, alias: str) -> tuple[str, str]:
    """The join that gives canonical area names, and the columns it gives."""
    township = f"{alias}.township" if "township" in table.columns else "''"
    village = f"coalesce({alias}.village, {alias}.block)" if "village" in table.columns else f"{alias}.block"
    join = (
        f"left join step.place place on place.raw_township = coalesce({township}, '') "
        f"and place.raw_village = coalesce({village}, '')"
    )
    return join, "place.township, place.village, place.area_code"


def _known(tables: dict[str, Table]) -> Step:
    """The reference for who somebody is: the hukou register, else the roster. Registers never change it."""
    parts = []
    for rank, code in enumerate(("hukou", "roster")):
        join, _ = _place(tables[code], "r")
        parts.append(
            f"select person_key(r.id_no) as person, r.name, place.township, place.village, {rank} as rank, r.src "
            f"from raw.{code} r {join} where r.{_valid('id_no')}"
        )
    return Step(
        "step.known",
        "select person, arg_min(name, {'rank': rank, 'src': src}) filter (name is not null) as name, "
        "arg_min(township, {'rank': rank, 'src': src}) as township, arg_min(village, {'rank': rank, 'src': src}) as village, "
        f"min(rank) as rank from ({' union all '.join(parts)}) group by person",
    )


def _names(table: Table) -> Step:
    """The valid numbers of one table with their names, a mother's beside her child's too: a table that did not
    change is not read for them again."""
    whose = [
        c.name.removesuffix("id_no") for c in table.columns.values() if c.type == "id" and c.name.endswith("id_no")
    ]
    parts = [
        f"select person_key({who}id_no) as person, {who}name as name from raw.{table.code} "
        f"where {_valid(f'{who}id_no')} and {who}name is not null"
        for who in whose
        if f"{who}name" in table.columns
    ]
    return Step(f"step.name_{table.code}", " union ".join(parts))


def _pool(people: list[Table]) -> Step:
    """Every valid number that came in anywhere with a name: where a damaged number of the reference itself is looked for."""
    parts = [f"select person, name from step.name_{t.code}" for t in people]
    return Step(
        "step.pool",
        f"select p.person, p.name, k.person is not null as is_known, k.township, k.village "
        f"from ({' union '.join(parts)}) p left join step.known k on k.person = p.person",
    )


def _stray_of(table: Table) -> Step:
    """What is left of the rows of one table whose number is damaged or missing."""
    join, _ = _place(table, "r")
    born = "r.born_on" if "born_on" in table.columns else "null::date"
    sex = "r.sex" if "sex" in table.columns else "null::varchar"
    return Step(
        f"step.stray_{table.code}",
        f"select distinct coalesce(r.id_no, '') as id_no, r.name, {born} as born_on, {sex} as sex, "
        f"coalesce(place.township, '') as township, coalesce(place.village, '') as village "
        f"from raw.{table.code} r {join} where r.name is not null and not coalesce(r.{_valid('id_no')}, false) "
        f"and (r.id_no_tier = 4 or {born} is not null)",
    )


def _stray(people: list[Table]) -> Step:
    """The same of all tables."""
    return Step("step.stray", " union ".join(f"select * from step.stray_{t.code}" for t in people))


# What can still be read of a damaged number: `4.3129919600512E+17` keeps the digits before the zeros, the rest up to the first letter.
READABLE = """case when s.id_no like '%E%' then rtrim(replace(split_part(s.id_no, 'E', 1), '.', ''), '0')
                 else regexp_extract(s.id_no, '^[0-9]*') end"""


def _link() -> Step:
    """At most one person for what is left of a number (tiers of domain.md 2.0); two candidates → none.

    T4: the name and the first 14 digits, or a name at most one character off and a number at most one off; such
    numbers agree in their first twelve or their last six characters. T5: name, birth date, sex and village.
    """
    return Step(
        "step.link",
        f"""
with readable as (
    select s.*, {READABLE} as start from step.stray s
),
namesake as (
    select s.*, p.person, p.is_known,
           case when length(s.start) >= 14 and substr(s.start, 1, 14) = substr(id_of(p.person), 1, 14) then 4
                when s.born_on = born_on_of(p.person) and s.village <> '' and s.village = p.village
                     and s.township = p.township
                     and coalesce(s.sex, '') in ('', case (p.person // 11) % 2 when 1 then 'male' else 'female' end)
                     and starts_with(id_of(p.person), substr(s.start, 1, 6)) then 5 end as tier
    from readable s join step.pool p on p.name = s.name
),
misspelt as (
    select s.*, p.person, p.is_known, p.name as other from readable s join step.pool p
        on length(s.id_no) between 17 and 19 and substr(id_of(p.person), 1, 12) = substr(s.id_no, 1, 12)
    union
    select s.*, p.person, p.is_known, p.name from readable s join step.pool p
        on length(s.id_no) between 17 and 19 and right(id_of(p.person), 6) = right(s.id_no, 6)
),
candidate as (
    select *, false as is_near from namesake where tier is not null
    union
    select * exclude (other), 4, name <> other from misspelt
    where damerau_levenshtein(id_no, id_of(person)) <= 1 and near_name(name, other)
),
ranked as (
    select *, rank() over (partition by id_no, name, born_on, sex, township, village
                           order by tier, is_near, is_known desc) as place_in_line
    from candidate
)
select id_no, name, born_on, sex, township, village, min(person) as person, min(tier) as tier
from ranked where place_in_line = 1
group by all having count(distinct person) = 1
""",
    )


def _alias() -> Step:
    """Pairs of different spellings under one number that are still one name (variant characters, ？, a pinyin)."""
    pairs = "select distinct p.name, k.name as known from step.pool p join step.known k on k.person = p.person where p.name <> k.name"
    return Step("step.alias", f"select name, known from ({pairs}) where same_name(name, known)")


def _person_rows(table: Table) -> Step:
    """`raw` rows with `person`, `tier`, `<x>_person` and canonical areas."""
    join, areas = _place(table, "r")
    columns = [c for c in raw_schema(table) if c not in ("township", "village", "area_code")]
    others = [c.name for c in table.columns.values() if c.type == "id" and c.name != "id_no"]
    extra = [f"case when {_valid(f'r.{c}')} then person_key(r.{c}) end as {_person_name(c)}" for c in others]
    person, joins = "null::bigint as person, 0::tinyint as tier", ""
    if "id_no" in table.columns and "name" in table.columns:
        person, joins = _person_of(table)
    selected = ", ".join([f"r.{c}" for c in columns] + extra)
    return Step(f"step.{table.code}", f"select {selected}, {areas}, {person} from raw.{table.code} r {join} {joins}")


def _person_name(column: str) -> str:
    return column.removesuffix("id_no") + "person"


def _person_of(table: Table) -> tuple[str, str]:
    valid = f"coalesce(r.{_valid('id_no')}, false)"
    born = "r.born_on" if "born_on" in table.columns else "null::date"
    sex = "r.sex" if "sex" in table.columns else "null::varchar"
    person = f"""
        case when {valid} then person_key(r.id_no) else coalesce(link.person, {_private(table)}) end as person,
        (case when not {valid} then coalesce(link.tier, 0)
              when r.name is null or known.name is null or r.name = known.name or alias.name is not null then r.id_no_tier
              else 2 end)::tinyint as tier"""
    joins = f"""
        left join step.known known on {valid} and known.person = case when {valid} then person_key(r.id_no) end
        left join step.alias alias on alias.name = r.name and alias.known = known.name
        left join step.link link on not {valid} and link.id_no = coalesce(r.id_no, '') and link.name = r.name
             and link.born_on is not distinct from {born} and link.sex is not distinct from {sex}
             and link.township = coalesce(place.township, '') and link.village = coalesce(place.village, '')"""
    return person, joins


def _private(table: Table) -> str:
    """A roster member whose number says nothing is still a member: a key that matches nobody else."""
    if table.code != "roster":
        return "null::bigint"
    return (
        f"{PRIVATE} + key_of('private|' || coalesce(r.id_no, '') || '|' || coalesce(r.name, '') || '|' "
        "|| coalesce(r.household_no, '') || '|' || coalesce(r.relation, ''))"
    )


# An exit without a number: the household of that head in that township, whether or not a roster still has it.
EXIT_HOME = "key_of('head|' || coalesce(x.township, '') || '|id' || coalesce(x.head_person, x.person)::varchar)"


def _roster_households() -> list[Step]:
    """Household key of each person of a roster (a row may have several): by number, else by its head, else by the last head above it."""
    number, programme = NUMBER.format(alias="r"), PROGRAMME.format(alias="r")
    keys = Step(
        "step.roster_household",
        f"""
with headed as (
    select r.src, r.row_hash, r.person, r.relation, coalesce(r.township, '') as township, {number} as number,
           coalesce('id' || r.head_person::varchar, 'name' || r.village || r.head_name,
                    last_value(case when r.relation = 'head' then 'id' || r.person::varchar end ignore nulls)
                        over (partition by r.source_id order by r.row rows unbounded preceding),
                    'id' || r.person::varchar) as head_key,
           {programme} as programme, coalesce(r.village, '') as village
    from step.roster r
)
select src, row_hash, person, relation, township, number,
       key_of(case when coalesce(number, '') = '' then 'head|' || township || '|' || head_key
                   else 'number|' || township || '|' || number || coalesce('|' || b.branch, '') end) as household
from headed h left join step.number_branch b using (township, number, programme, village)
""",
    )
    return [number_branches(), keys]


def _household_numbers() -> Step:
    """Which households a number means, in the county (`homes`) and in a township (`homes_here`); exits and refusals add numbers that the roster no longer has."""
    number = NUMBER.format(alias="x")
    return Step(
        "step.household_number",
        f"""
with roster as (select distinct number, township, household from step.roster_household where coalesce(number, '') <> ''),
gone as (
    select distinct {number} as number, coalesce(x.township, '') as township from step.exit x
    where coalesce(x.household_no, '') <> '' and {number} not in (select number from roster)
)
select number, township, household, count(*) over (partition by number) as homes,
       count(*) over (partition by number, township) as homes_here from (
    select * from roster
    union all select number, township, key_of('number|' || township || '|' || number) from gone)
""",
    )


def _household_people() -> Step:
    """Whose household a person is in, for ledgers without numbers; the head first, then the latest spell.

    `is_bare`: the roster gives that household no number, so a ledger's number cannot lead to it, only a person can.
    """
    number = NUMBER.format(alias="x")
    return Step(
        "step.household_person",
        f"""
select person, household, max(is_head) as is_head, min(from_month) as from_month, max(to_month) as to_month,
       bool_and(coalesce(number, '') = '') as is_bare, min(township) as township from (
    select h.person, h.household, (h.relation = 'head')::int as is_head, month_of(r.start_on) as from_month,
           coalesce(month_of(r.end_on), 119999) as to_month, h.number, h.township
    from step.roster_household h join step.roster r on r.src = h.src and r.row_hash is not distinct from h.row_hash
    union all
    select r.head_person, h.household, 1, month_of(r.start_on), coalesce(month_of(r.end_on), 119999), h.number, h.township
    from step.roster_household h join step.roster r on r.src = h.src and r.row_hash is not distinct from h.row_hash where r.head_person is not null
    union all
    select coalesce(x.person, x.head_person), coalesce(n.household, {EXIT_HOME}), 1, month_of(x.start_on), month_of(x.end_on),
           n.number, coalesce(x.township, '')
    from step.exit x left join step.household_number n on n.number = {number} and n.township = coalesce(x.township, '')
         and n.homes_here = 1
    where n.household is not null or (coalesce(x.household_no, '') = '' and x.scope is distinct from 'person'))
where person is not null group by person, household
""",
    )


def _household_accounts() -> Step:
    """An account that belongs to one household only, for bank files that name nothing else.

    The roster says whose it is; of an account that it does not have, the payments that give a household's number; of one
    that nobody listed ever had, the payments that give the payee's citizen ID (their household is the payee's own, as in `_household_rows`).
    """
    number = NUMBER.format(alias="p")
    return Step(
        "step.household_account",
        f"""
with listed as (
    select distinct r.account, h.household from step.roster r join step.roster_household h on h.src = r.src and h.row_hash is not distinct from r.row_hash
    where coalesce(r.account, '') <> ''
),
paid as (
    select distinct p.account, n.household from step.payment p
    join step.household_number n on n.number = {number} and (n.homes = 1 or n.township = p.township and n.homes_here = 1)
    where coalesce(p.account, '') <> '' and p.account not in (select account from listed)
),
stranger as (
    select distinct p.account, key_of('own|payment|' || coalesce(p.head_person, p.person)::varchar) as household from step.payment p
    where coalesce(p.account, '') <> '' and coalesce(p.household_no, '') = ''
          and p.account not in (select account from listed) and p.account not in (select account from paid)
          and coalesce(p.head_person, p.person) not in (select person from step.household_person)
)
select account, min(household) as household from (select * from listed union all select * from paid union all select * from stranger)
group by account having count(distinct household) = 1
""",
    )


def _shared_accounts() -> Step:
    """Which payment of an account that several listed households share is whose, when the line names nothing but the account.

    By name where there is one, else by the amount on the roster, else in order of the amounts: as many payments as households are
    one each. All are households of the roster, so none of these lines is a payment to somebody unknown.
    """
    return Step(
        "step.shared_payment",
        """
with home as (
    select r.account, h.household,
           arg_max(coalesce(r.head_name, r.name), {'d': coalesce(r.as_of, date '1900-01-01'), 'v': coalesce(r.head_name, r.name)}) as head_name,
           arg_max(r.amount_fen, {'d': r.as_of, 'v': r.amount_fen}) filter (r.as_of is not null) as amount_fen,
           max(r.as_of) as as_of, min(coalesce(month_of(r.start_on), 0)) as from_month, max(coalesce(month_of(r.end_on), 119999)) as to_month
    from step.roster r join step.roster_household h on h.src = r.src and h.row_hash is not distinct from r.row_hash
    where coalesce(r.account, '') <> '' and r.account not in (select account from step.household_account)
    group by r.account, h.household
),
line as (
    select p.src, p.account, p.month, coalesce(p.status, 'success') as status, p.amount_fen, coalesce(p.name, p.head_name) as name
    from step.payment p
    where coalesce(p.household_no, '') = '' and coalesce(p.person, p.head_person) is null and p.account in (select account from home)
),
candidate as (
    select l.*, h.household, h.as_of, h.amount_fen as due_fen
    from line l join home h on h.account = l.account and coalesce(l.month between h.from_month and h.to_month, true)
         and coalesce(l.name = h.head_name, true)
),
exact as (
    select src, account, month, status, household from candidate
    where name is null and amount_fen = due_fen
    qualify dense_rank() over (partition by account, month, status, amount_fen order by src)
          = dense_rank() over (partition by account, month, status, amount_fen order by as_of desc, household)
),
spare as (
    select c.* from candidate c
    where c.name is null and not exists (select 1 from exact e where e.src = c.src)
          and not exists (select 1 from exact e where e.account = c.account and e.month is not distinct from c.month
                          and e.status = c.status and e.household = c.household)
),
placed as (
    select src, household from exact
    union all
    select src, household from spare
    qualify dense_rank() over (partition by account, month, status order by amount_fen, src)
          = dense_rank() over (partition by account, month, status order by due_fen, as_of desc, household)
)
select c.src, coalesce(min(p.household), min(c.household)) as household
from candidate c left join placed p on p.src = c.src group by c.src
""",
    )


def _lake_rows(table: Table) -> Step:
    """The rows that rules and drills see: with `household` where the table knows of households."""
    source = f"step.{table.code}"
    if table.code == "roster":
        sql = f"select r.*, h.household from {source} r join step.roster_household h on h.src = r.src and h.row_hash is not distinct from r.row_hash"
    elif "household_no" in table.columns:
        sql = _household_rows(table, source)
    else:
        sql = f"select * from {source}"
    return Step(f"lake.{table.code}", sql)


def _household_rows(table: Table, source: str) -> str:
    number = NUMBER.format(alias="r")
    month = (
        "r.month" if "month" in table.columns else (f"month_of(r.{table.event})" if table.event else "null::integer")
    )
    head = "r.head_person" if "head_id_no" in table.columns else "null::bigint"
    account = "r.account" if "account" in table.columns else "null::varchar"
    name = "r.name" if "name" in table.columns else "null::varchar"
    # who left a township left the household there, not the one that he may have somewhere else by now
    shared, join = (
        (" shared.household,", "left join step.shared_payment shared on shared.src = r.src")
        if table.code == "payment"
        else ("", "")
    )
    same_township = "and p.township = q.township" if table.code == "exit" else ""
    return f"""
with {by_evidence(table, source)},
person_home as (
    select distinct coalesce({head}, r.person) as person, {month} as month, coalesce(r.township, '') as township, {account} as account
    from {source} r where coalesce(r.household_no, '') = '' and coalesce({head}, r.person) is not null
),
best_home as (
    select q.person, q.month, q.township, q.account,
           arg_min(p.household, {{'outside': (coalesce(q.month not between coalesce(p.from_month, 0) and p.to_month, false))::int,
                                  'elsewhere': (q.township not in ('', p.township))::int,
                                  'account': (a.household is distinct from p.household)::int, 'member': 1 - p.is_head,
                                  'late': -coalesce(p.from_month, 0), 'h': p.household}}) as household
    from person_home q join step.household_person p on p.person = q.person {same_township}
    left join step.household_account a on a.account = q.account
    group by q.person, q.month, q.township, q.account
),
number_home as (
    select number, arg_min(household, {{'t': township, 'h': household}}) as household, max(homes) as homes
    from step.household_number group by number
),
bare_home as (
    select person, min(household) as household from step.household_person where is_bare
    group by person having count(*) = 1
)
select r.*, coalesce(at_home.household, by_evidence.household, case when number_home.homes = 1 then number_home.household end,
                     best_home.household, case when number_home.number is null then bare_home.household end, by_account.household,{shared}
                     key_of(case when coalesce(r.household_no, '') <> ''
                                 then 'number|' || coalesce(r.township, '') || '|' || {number}
                                 else 'own|{table.code}|' || coalesce({head}::varchar, r.person::varchar,
                                      coalesce({name}, '') || '|' || coalesce({account}, r.src::varchar)) end)) as household
from {source} r
left join step.household_number at_home on at_home.number = {number} and at_home.township = r.township and at_home.homes_here = 1
left join by_evidence on by_evidence.src = r.src and by_evidence.number = {number}
left join number_home on number_home.number = {number}
left join best_home on coalesce(r.household_no, '') = '' and best_home.person = coalesce({head}, r.person)
     and best_home.township = coalesce(r.township, '')
     and best_home.month is not distinct from {month} and best_home.account is not distinct from {account}
left join bare_home on bare_home.person = coalesce({head}, r.person)
left join step.household_account by_account on coalesce(r.household_no, '') = '' and by_account.account = {account}
{join}
"""
