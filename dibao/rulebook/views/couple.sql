-- Each couple of the marriage register once, a < b: since when, and whether the last word is a marriage.
with line as (
    select person, spouse_person as relative, name, spouse_name, registered_on, coalesce(kind, 'marriage') as kind
    from lake.marriage where person is not null and spouse_person is not null
),
pair as (
    select least(person, relative) as a, greatest(person, relative) as b,
           arg_max(case when person < relative then name else spouse_name end, coalesce(registered_on, date '1900-01-01')) as a_name,
           arg_max(case when person < relative then spouse_name else name end, coalesce(registered_on, date '1900-01-01')) as b_name,
           min(registered_on) as since,
           max(registered_on) filter (kind = 'divorce') as parted_on, max(registered_on) filter (kind = 'marriage') as joined_on,
           bool_or(kind = 'divorce') as is_parted
    from line group by 1, 2
)
select a, b, a_name, b_name, since, not is_parted or coalesce(joined_on > parted_on, false) as is_together from pair
