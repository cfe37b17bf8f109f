-- A row of a PERM disclosure file (the labor market test of a green card), in its older or its newer form.
select row, bare(number) as number, day(decided) as decided_on,
  map {'certified': 'certified', 'certifiedexpired': 'certified', 'denied': 'denied', 'withdrawn': 'withdrawn'}[
    letters(status)] as outcome,
  'PERM' as program, bare(employer) as employer, trade_name(trade_name) as trade_name, digits(fein) as fein,
  bare(city) as city, state_code(state) as state, naics(naics) as naics,
  plain_title(bare(title)) as title, soc_2018(soc(soc)) as soc, bare(soc_title) as soc_title, is_ml(title, soc) as ml,
  yes(works_there) as works_there, bare(worksite_city) as worksite_city, bare(worksite_county) as worksite_county,
  state_code(worksite_state) as worksite_state, annual(wage, wage_unit) as wage,
  case
    when bare(number) = '' or bare(employer) = '' then 'no CASE_NUMBER or no employer name'
    when decided_on is null then 'DECISION_DATE is not a date'
    when outcome is null then 'CASE_STATUS is not one that is known'
  end as dropped
from raw
where number != '' or employer != '' or decided != '' or status != ''
