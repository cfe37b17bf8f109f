-- Counts of USCIS decisions per entity and fiscal year.
select entity, 'USCIS' as dataset, 'H-1B' as program, fiscal_year, sum(approved)::int as certified,
  sum(denied)::int as denied, 0 as withdrawn, sum(new)::int as new, sum(continuing)::int as continuing,
  sum(change_employer)::int as change_employer, null::int as ml_titles, list_sort(list_distinct(list(file))) as files
from hub join names on names.name = employer
group by entity, fiscal_year
