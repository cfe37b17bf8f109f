-- Entities with what they were granted in the newest {years} fiscal years of each file family.
with newest as (
  select dataset, max(fiscal_year) as newest from figures group by dataset
), summed as (
  select entity,
    coalesce(sum(certified) filter (where dataset = 'LCA' and {programs}), 0)::int as lca_certified,
    coalesce(sum(new) filter (where dataset = 'LCA' and {programs}), 0)::int as lca_new,
    coalesce(sum(ml_titles) filter (where dataset = 'LCA' and {programs}), 0)::int as ml_titles,
    coalesce(sum(certified) filter (where dataset = 'USCIS' and {programs}), 0)::int as uscis_approved,
    coalesce(sum(denied) filter (where dataset = 'USCIS' and {programs}), 0)::int as uscis_denied,
    coalesce(sum(certified) filter (where dataset = 'PERM'), 0)::int as green_cards,
    max(fiscal_year) as newest_year
  from figures join newest using (dataset)
  where fiscal_year > newest - {years} and ({programs} or dataset = 'PERM')
  group by entity
)
select employer_id, names[1] as legal_name, coalesce(sector, '') as sector, states, lca_certified, lca_new, ml_titles,
  uscis_approved, uscis_denied, green_cards, newest_year::int as newest_year
from summed join entities using (entity)
where {where}
