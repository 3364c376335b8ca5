-- One row per disabled person: what the newest certificate says; kind and grade also from the 20-digit number.
with certificate as (
    select d.*, regexp_replace(coalesce(d.certificate_no, ''), '[\s\-]', '', 'g') as number from lake.disability d where d.person is not null
),
told as (
    select person, name, township, village, guardian, issued_on, valid_to, coalesce(status, 'valid') as status,
           coalesce(kind, case when regexp_matches(number, '^[0-9]{17}[0-9X][1-7][1-4]')
                               then ['visual', 'hearing', 'speech', 'physical', 'intellectual', 'mental', 'multiple'][substr(number, 19, 1)::integer] end) as kind,
           coalesce(grade::varchar, case when regexp_matches(number, '^[0-9]{17}[0-9X][1-7][1-4]') then substr(number, 20, 1) end) as grade,
           coalesce(as_of, date '1900-01-01') as known_on, src
    from certificate
)
select person, name, township, village, guardian, kind, grade, status, issued_on, valid_to from told
qualify row_number() over (partition by person order by coalesce(issued_on, date '1900-01-01') desc, known_on desc, src) = 1
