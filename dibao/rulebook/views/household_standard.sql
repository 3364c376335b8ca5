-- The 低保标准 that applies to each household, per head and month, by spans of months.
-- A household whose programme is unknown counts as rural; a township's own standard goes before the county's.
select h.household, s.from_month, s.to_month, s.fen
from household h
join standard s on s.programme = case when h.programme = 'dibao_urban' then 'dibao_urban' else 'dibao_rural' end
     and (s.township = h.township
          or (s.township = '' and not exists (select 1 from standard own
                                              where own.programme = s.programme and own.township = h.township)))
