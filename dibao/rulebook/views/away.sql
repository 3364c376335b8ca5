-- Persons who are dead, in custody, declared missing, in the army or whose registration left for good: not co-living then.
select person, '死亡' as why, month_of(died_on) as from_month, 119999 as to_month from death
union all
select person, case kind when 'conscript' then '服兵役' when 'emigrated' then '出国定居' else '迁往省外' end,
       month_of(changed_on), coalesce(min(month_of(returned_on)), 119999)
from hukou_change
where person is not null and changed_on is not null and kind in ('moved_out_province', 'emigrated', 'conscript')
group by person, kind, changed_on
union all
select person, case kind when 'prison' then '服刑' when 'detox' then '强制戒毒' else '宣告失踪' end,
       coalesce(month_of(start_on), month_of(as_of), 0), coalesce(month_of(coalesce(released_on, end_on)), 119999)
from lake.sentence where person is not null and kind in ('prison', 'detox', 'missing')
