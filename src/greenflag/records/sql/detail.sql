-- What one entity's certified LCA cases say: {shares} of its most common ones, and a few numbers.
with own as (from lca where entity = {entity}), granted as (from own where outcome = 'certified'),
  ml as (from granted where ml and wage is not null), enough as (select count(*) >= {enough} as ml from ml)
select (select count(*) from own), (select max(decided_on)::varchar from own),
  (select list((title, n) order by n desc, title) from (
    select mode(title) as title, count(*) as n from granted group by lower(title) order by n desc, title limit {shares})),
  (select list((soc || ' ' || soc_title, n) order by n desc, soc) from (
    select soc, mode(soc_title) as soc_title, count(*) as n from granted where soc is not null group by 1
    order by n desc, soc limit {shares})),
  (select list((place, n) order by n desc, place) from (
    select mode(worksite_city) || ', ' || worksite_state as place, count(*) as n from granted where worksite_state != ''
    group by upper(worksite_city), worksite_state order by n desc, place limit {shares})),
  (select list((level, n) order by level) from (
    select level, count(*) as n from granted where level is not null group by 1)),
  (select quantile_cont(wage, [0.1, 0.5, 0.9]) from granted, enough where wage is not null and (granted.ml or not enough.ml)),
  (select ml from enough),
  (select median(wage / prevailing - 1) from granted where wage > 0 and prevailing > 0),
  (select avg(secondary::int) from own where secondary is not null),
  (select max_by(dependent, decided_on) from own where dependent is not null)
