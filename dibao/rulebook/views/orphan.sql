-- Orphans and children nobody brings up in fact (kind orphan | unattended | needy). A sheet that has no column for the kind says it in
-- its title; a title that names both means the second, which excludes nothing.
select * replace (coalesce(kind, case programme when 'orphan' then 'orphan' when 'de_facto_orphan' then 'unattended' end) as kind)
from lake.orphan
