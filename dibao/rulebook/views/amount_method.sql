-- How the county works out the amount (gap | tier), how it rounds it, the least and most per head, by spans of months. From policy.toml.
select from_month, to_month, method, rounding, floor_fen, ceiling_fen from raw.amount_method
