-- Classified top-ups per head and month: elderly | minor | severe_disability | serious_illness. From policy.toml.
select from_month, to_month, kind, fen from raw.top_up
