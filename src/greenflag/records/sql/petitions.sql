-- Rows of the hub, each once. In one file the rows of a key add up, but for FY2021, whose file merges two exports and holds
-- 8,685 employer rows twice; between files the larger stands, because a later export of a year repeats an earlier one.
create or replace temp table {family} as
  with a_file as (
    select file, fiscal_year, employer, naics, tax_id, state, city, zip, sum(approved) as approved, sum(denied) as denied,
      sum(new) as new, sum(continuing) as continuing, sum(change_employer) as change_employer
    from {union} where fiscal_year != 2021 group by all
    union all
    select file, fiscal_year, employer, naics, tax_id, state, city, zip, approved, denied, new, continuing,
      change_employer
    from {union} where fiscal_year = 2021
  )
  select * from a_file
  qualify row_number() over (
    partition by fiscal_year, employer, naics, tax_id, state, city, zip order by approved + denied desc, file desc
  ) = 1
