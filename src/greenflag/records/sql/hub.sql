-- A row of the USCIS H-1B Employer Data Hub, in any of its three layouts. "Initial" has always meant new employment or new
-- concurrent employment, so those two make `new` in the newest layout.
select row, whole(fiscal_year)::smallint as fiscal_year, bare(employer) as employer, naics(naics)[:2] as naics,
  lpad(bare(tax_id), 4, '0') as tax_id, state_code(state) as state, upper(bare(city)) as city,
  lpad(bare(zip), 5, '0') as zip,
  number(initial_approval) + number(new_approval) + number(concurrent_approval) as new,
  number(continuing_approval) + number(continuation_approval) + number(same_employer_approval)
    + number(amended_approval) as continuing,
  number(change_employer_approval) as change_employer,
  new + continuing + change_employer as approved,
  number(initial_denial) + number(new_denial) + number(concurrent_denial) + number(continuing_denial)
    + number(continuation_denial) + number(same_employer_denial) + number(amended_denial)
    + number(change_employer_denial) as denied,
  case
    when bare(employer) = '' then 'no employer name'
    when not regexp_full_match(bare(fiscal_year), '\d{4}') then 'Fiscal Year is not a year'
    when approved is null or denied is null then 'a count is not a number'
  end as dropped
from raw
where employer != '' or fiscal_year != ''
