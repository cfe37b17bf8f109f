-- Names as filed in the hub. USCIS cut names at 34 characters through FY2021.
select employer as name, sum(approved + denied)::bigint as cases, '' as fein, mode(nullif(naics, '')) as sector,
  list_distinct(list(state)) as states, [] as trade_names, bool_and(fiscal_year < 2022 and length(employer) = 34) as cut
from {table}
group by 1
