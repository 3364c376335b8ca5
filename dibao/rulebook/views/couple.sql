-- Each couple of the marriage register once, a < b: since when, and whether the last word is a marriage.
with line as (
    select least(person, spouse_person) as a, greatest(person, spouse_person) as b, registered_on, coalesce(kind, 'marriage') as kind,
           case when person < spouse_person then name else spouse_name end as a_name,
           case when person < spouse_person then spouse_name else name end as b_name
    from lake.marriage where person is not null and spouse_person is not null
),
pair as (
    select a, b,
           arg_max(a_name, {'d': coalesce(registered_on, date '1900-01-01'), 'v': a_name}) as a_name,
           arg_max(b_name, {'d': coalesce(registered_on, date '1900-01-01'), 'v': b_name}) as b_name,
           min(registered_on) as since,
           max(registered_on) filter (kind = 'divorce') as parted_on, max(registered_on) filter (kind = 'marriage') as joined_on,
           bool_or(kind = 'divorce') as is_parted
    from line group by a, b
)
select a, b, a_name, b_name, since, not is_parted or coalesce(joined_on > parted_on, false) as is_together from pair
