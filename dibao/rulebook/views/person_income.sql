-- What the departments' registers know of a person's income: one row per entry, fen a month, from_month to to_month.
-- Estimated wages (insurance base, housing fund, tax) only where nothing speaks of affiliation, arrears or a misused identity.
-- One-off and nursing benefits are no income. An entry that has stopped without a day is left out.
with sign as (
    select 'pension' as source, person,
           case kind when 'employee' then 'employee_pension' when 'institution' then 'institution_pension'
                     when 'survivor' then 'survivor_benefit' else 'resident_pension' end as kind, coalesce(unit, '') as item,
           coalesce(month_of(start_on) + 1, month_of(as_of), 0) as from_month, month_of(end_on) - 1 as last_month, status, amount_fen, src
    from (select * from lake.pension qualify rank() over (partition by person, kind order by as_of desc nulls last) = 1)
    union all
    select 'payroll', person, case when post_type in ('staff', 'civil_servant', 'institution') then 'wage' when post_type = 'retired' then 'institution_pension'
                                   when post_type = 'survivor' then 'survivor_benefit' else 'post_pay' end, concat_ws(' ', unit, post),
           coalesce(month_of(start_on), month_of(as_of), 0), month_of(end_on), case status when 'left' then 'stopped' end, amount_fen, src
    from lake.payroll
    union all
    select 'insurance', person, 'wage', coalesce(employer, ''), coalesce(start_month + 1, month_of(as_of), 0), end_month, insurance_status, base_fen, src
    from (select * from lake.insurance qualify rank() over (partition by person order by as_of desc nulls last) = 1)
    where coalesce(kind, 'employee') = 'employee' and not regexp_matches(concat_ws(' ', employer, remark), '挂靠|代缴|人事代理|人才服务|人才市场|灵活就业|公益|实习|见习|补缴')
    union all
    select 'housing_fund', person, 'wage', coalesce(employer, ''), coalesce(start_month + 1, month_of(as_of), 0), end_month, status,
           coalesce(base_fen, (monthly_fen / r.value)::bigint), src
    from (select * from lake.housing_fund qualify rank() over (partition by person order by as_of desc nulls last) = 1) f
    left join setting r on r.name = 'fund_ratio' and coalesce(f.end_month, month_of(f.as_of), 0) between r.from_month and r.to_month
    union all
    select 'tax', person, case income_kind when 'business' then 'business' else 'wage' end, coalesce(employer, ''), year * 12, year * 12 + 11, null,
           amount_fen // 12, src
    from lake.tax
    where coalesce(income_kind, 'wage') in ('wage', 'labour', 'business') and not regexp_matches(coalesce(remark, ''), '冒用|冒名|申诉|异议')
    union all
    select 'unemployment', person, 'unemployment_benefit', '失业保险金', coalesce(month_of(registered_on) + 1, month_of(as_of), 0), month_of(benefit_to),
           case status when 'ended' then 'stopped' end, amount_fen, src
    from lake.unemployment
    union all
    select 'social_benefit', person, case benefit when 'unemployment' then 'unemployment_benefit' when 'survivor' then 'survivor_benefit'
                                                  when 'injury' then 'injury_benefit' else 'transfer' end, '社会保险待遇',
           coalesce(month_of(start_on), month_of(as_of), 0), month_of(end_on), null, monthly_fen, src
    from lake.social_benefit where benefit is distinct from 'lump' and benefit is distinct from 'care'
    union all
    select 'agri_subsidy', person, 'agri_subsidy', coalesce(kind, '农业补贴'), year * 12, year * 12 + 11, null, amount_fen // 12, src
    from lake.agri_subsidy
)
select distinct person, source, kind, nullif(item, '') as item, from_month::integer as from_month, coalesce(last_month, 119999)::integer as to_month, amount_fen::bigint as amount_fen
from sign
where person is not null and amount_fen > 0 and (status is distinct from 'stopped' or last_month is not null) and from_month <= coalesce(last_month, 119999)
