-- Kinds of income by spans of months: class wage | business | property | transfer | transfer_out | rigid_cost | employment_cost,
-- counted yes | no | unconfirmed (not counted, and shown). From parameters/entitlement.toml and policy.toml.
select kind, title, class, counted, from_month, to_month, basis from raw.income_kind
