-- Dibao payments that arrived, one row per line of the ledger; `kind` says what the line is.
-- A transaction that failed and was sent again counts once: the failed line is not here. Where no column says whether it
-- arrived, the remark does (“失败：户名不符”).
select src, household, person, tier, township, village, account, holder, month, pay_on, batch, amount_fen, covered_count, months,
       coalesce(programme, 'dibao') as programme, status,
       case when amount_fen < 0 then 'recovery' when programme = 'price_subsidy' then 'price_subsidy'
            when kind is not null then kind when remark like '%补发%' then 'backpay'
            when remark like '%价格%补贴%' or remark like '%物价%' then 'price_subsidy' when remark like '%一次性%' then 'one_off'
            else 'regular' end as kind,
       coalesce(name, head_name) as payee
from lake.payment
where month is not null and amount_fen <> 0
      and coalesce(programme, 'dibao') in ('dibao', 'dibao_rural', 'dibao_urban', 'price_subsidy')
      and coalesce(status, case when regexp_matches(remark, '失败|退汇|退票|未到账|户名不符|未成功') and not regexp_matches(remark, '重发|重新发放|补发|已到账') then 'failed' end,
                   'success') in ('success', 'resent')
