-- How the county works out the amount (gap | tier), by spans of months. From policy.toml.
select from_month, to_month, method from raw.amount_method
