-- A row of an LCA disclosure file. "Certified - Withdrawn" counts as withdrawn: its DECISION_DATE is the day of the
-- withdrawal, often years after the certification, which another year's file already holds under the same case number.
select row, bare(number) as number, day(decided) as decided_on,
  map {'certified': 'certified', 'denied': 'denied', 'certifiedwithdrawn': 'withdrawn', 'withdrawn': 'withdrawn'}[
    letters(status)] as outcome,
  map {'H-1B': 'H-1B', 'H-1B1 CHILE': 'H-1B1', 'H-1B1 SINGAPORE': 'H-1B1', 'E-3 AUSTRALIAN': 'E-3'}[
    upper(bare(visa_class))] as program,
  bare(employer) as employer, trade_name(trade_name) as trade_name, digits(fein) as fein, bare(city) as city,
  state_code(state) as state, naics(naics) as naics,
  plain_title(bare(title)) as title, soc_2018(soc(soc)) as soc, bare(soc_title) as soc_title, is_ml(title, soc) as ml,
  coalesce(whole(positions), 1) as positions,
  coalesce(whole(new), 0) + coalesce(whole(concurrent), 0) > 0 as new,
  coalesce(whole(continued), 0) + coalesce(whole(amended), 0) + coalesce(whole(changed), 0) > 0 as continuing,
  coalesce(whole(change_employer), 0) > 0 as change_employer,
  yes(secondary) as secondary, yes(dependent) as dependent, yes(full_time) as full_time,
  bare(worksite_city) as worksite_city, bare(worksite_county) as worksite_county,
  state_code(worksite_state) as worksite_state,
  annual(wage, wage_unit) as wage, annual(prevailing, prevailing_unit) as prevailing, level(level) as level,
  case
    when bare(number) = '' or bare(employer) = '' then 'no CASE_NUMBER or no EMPLOYER_NAME'
    when decided_on is null then 'DECISION_DATE is not a date'
    when outcome is null then 'CASE_STATUS is not one that is known'
    when program is null then 'VISA_CLASS is not H-1B, H-1B1 or E-3'
  end as dropped
from raw
where number != '' or employer != '' or decided != '' or status != ''
