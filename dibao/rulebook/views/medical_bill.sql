-- Medical bills, each once: what the person paid himself, less what a commercial insurance paid back; fen.
select distinct person, name, township, village, settled_on, year, disease, serious,
       greatest(self_paid_fen - coalesce(commercial_paid_fen, 0), 0) as net_fen
from lake.medical where person is not null and self_paid_fen is not null
