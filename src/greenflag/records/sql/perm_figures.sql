-- Counts of PERM cases per entity and fiscal year. "Continuing" is a green card that was started for a person who worked
-- there already; forms that do not tell give neither.
select entity, 'PERM' as dataset, program, fiscal_year(decided_on) as fiscal_year,
  count(*) filter (where outcome = 'certified')::int as certified,
  count(*) filter (where outcome = 'denied')::int as denied,
  count(*) filter (where outcome = 'withdrawn')::int as withdrawn,
  case when count(works_there) > 0
    then count(*) filter (where outcome = 'certified' and not works_there)::int end as new,
  case when count(works_there) > 0
    then count(*) filter (where outcome = 'certified' and works_there)::int end as continuing,
  null::int as change_employer,
  count(*) filter (where outcome = 'certified' and ml)::int as ml_titles,
  list_sort(list_distinct(list(file))) as files
from perm join names on names.name = employer
group by entity, program, fiscal_year(decided_on)
