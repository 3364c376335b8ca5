-- 低保标准 per head and month, by programme and township; '' = the whole county. From policy.toml.
select programme, township, from_month, to_month, fen from raw.standard
