-- Counts of LCA cases per entity, program and fiscal year.
select entity, 'LCA' as dataset, program, fiscal_year(decided_on) as fiscal_year,
  count(*) filter (where outcome = 'certified')::int as certified,
  count(*) filter (where outcome = 'denied')::int as denied,
  count(*) filter (where outcome = 'withdrawn')::int as withdrawn,
  count(*) filter (where outcome = 'certified' and new)::int as new,
  count(*) filter (where outcome = 'certified' and continuing)::int as continuing,
  count(*) filter (where outcome = 'certified' and change_employer)::int as change_employer,
  count(*) filter (where outcome = 'certified' and ml)::int as ml_titles,
  list_sort(list_distinct(list(file))) as files
from lca join names on names.name = employer
group by entity, program, fiscal_year(decided_on)
