-- Persons who are dead or whose registration left for good, with the day.
select person, died_on as gone_on, '死亡' as why from death
union all
select person, max(changed_on), '迁出' from hukou_change
where person is not null and kind in ('moved_out_province', 'emigrated') and returned_on is null group by person
