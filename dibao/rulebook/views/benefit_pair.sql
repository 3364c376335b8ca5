-- Dibao and another benefit of the same person, by spans of months: relation exclusive | gap | compatible.
-- From parameters/benefit_pairs.toml and policy.toml.
select programme, title, relation, from_month, to_month, basis from raw.benefit_pair
