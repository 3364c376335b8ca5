-- The county's income-assessment table (当地行业收入评估标准): net fen a year for each unit of an item, by spans of months. From policy.toml.
select item, unit, from_month, to_month, fen from raw.income_rate
