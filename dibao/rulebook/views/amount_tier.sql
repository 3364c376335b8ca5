-- Amount per head and month of each tier, where the county pays by tiers. From policy.toml.
select from_month, to_month, grade, fen from raw.amount_tier
