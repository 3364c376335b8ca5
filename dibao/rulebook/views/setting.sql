-- The numbers the entitlement is worked out with, by spans of months. From parameters/entitlement.toml and policy.toml.
select name, from_month, to_month, value from raw.setting
