-- Of one entity's certified LCA cases of its newest fiscal year: the highest wage level of occupation and place that the pay
-- reaches, by the OFLC wage table that was added. Areas of New England are made of towns, all others of counties.
with own as (
  select year(decided_on) + (month(decided_on) >= 10)::int as decided_in, wage, soc, worksite_state as state,
    upper(case when worksite_state in ('CT', 'MA', 'ME', 'NH', 'RI', 'VT') then worksite_city else worksite_county end) as place
  from lca where entity = {entity} and outcome = 'certified'
), asked as (
  select * replace (regexp_replace(place, '{kinds}', '') as place) from own
  where decided_in = (select max(decided_in) from own) and wage is not null and soc is not null and place != ''
), levels as (
  select soc, state, regexp_replace(upper(county), '{kinds}', '') as place, max(wage_1) * 2080 as one,
    max(wage_2) * 2080 as two, max(wage_3) * 2080 as three, max(wage_4) * 2080 as four
  from wages where soc in (select soc from asked) and state in (select state from asked)
  group by all
)
select case when wage >= four then 'IV' when wage >= three then 'III' when wage >= two then 'II' when wage >= one then 'I'
  else 'below I' end as reached, count(*)::int as cases
from asked join levels using (soc, state, place)
group by 1 order by reached = 'below I' desc, 1
