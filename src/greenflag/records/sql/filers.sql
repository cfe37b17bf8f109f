-- Names as filed in LCA or PERM cases. `fein` is the tax number that most of a name's cases with one carry, "" when
-- none has one.
select employer as name, count(*) as cases, coalesce(mode(nullif(fein, '')), '') as fein,
  mode(nullif(naics[:2], '')) as sector, list_distinct(list(state)) as states,
  list_distinct(list(trade_name)) as trade_names, false as cut
from {table}
group by 1
