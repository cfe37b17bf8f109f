-- How cells of official files are read. Words are looked up in maps: a macro is written out wherever it is named, and a CASE of
-- fifty branches would hold it fifty times.

-- `="..."` is how some exports keep leading zeros
create or replace temp macro unwrapped(cell) as
  case when cell[:2] = '="' and cell[-1] = '"' then replace(cell[3:-2], '""', '"') else cell end;
-- blanks are folded and cut off only where there are some: most cells are clean, there are millions, and `trim` is slow
create or replace temp macro bare(cell) as case
  when contains(cell, '  ') or contains(cell, chr(9)) or contains(cell, chr(10)) or contains(cell, chr(13))
    or contains(cell, chr(160)) or starts_with(cell, '="')
  then trim(regexp_replace(unwrapped(cell), '[\s\x{A0}]+', ' ', 'g'))
  when starts_with(cell, ' ') or ends_with(cell, ' ') then trim(cell)
  else cell
end;

-- 2022-10-03 00:00:00, 10/1/2019, 10/1/19, 2-Oct-23, or an Excel day number; the common ones first, for there are millions
create or replace temp macro of_this_century(day) as
  case when year(day) < 100 then (day + interval 2000 year)::date else day end;
create or replace temp macro odd_day(word) as case
  when regexp_full_match(word, '\d{5}(\.0)?') then date '1899-12-30' + word[:5]::int
  else try_strptime(word, ['%Y-%m-%d', '%d-%b-%y', '%d-%b-%Y'])::date
end;
create or replace temp macro day(cell) as case
  when contains(cell, '/') then of_this_century(coalesce(
    try_strptime(cell, '%m/%d/%Y'), try_strptime(split_part(bare(cell), ' ', 1), '%m/%d/%Y'))::date)
  when cell[5] = '-' and cell[8] = '-' then try_cast(cell[:10] as date)
  else odd_day(split_part(split_part(bare(cell), ' ', 1), 'T', 1))
end;
create or replace temp macro fiscal_year(day) as (year(day) + (month(day) >= 10)::int)::smallint;

create or replace temp macro amount(cell) as
  coalesce(try_cast(cell as double), try_cast(regexp_replace(bare(cell), '[$,]', '', 'g') as double));
create or replace temp macro whole(cell) as try_cast(amount(cell) as int);
-- an absent count is none; a count that is no number is null
create or replace temp macro number(cell) as case when bare(cell) = '' then 0 else whole(cell) end;
create or replace temp macro yes(cell) as map {'Y': true, 'N': false}[upper(bare(cell)[:1])];
create or replace temp macro letters(cell) as regexp_replace(lower(cell), '[^a-z]', '', 'g');
create or replace temp macro digits(cell) as regexp_replace(cell, '\D', '', 'g');
create or replace temp macro naics(cell) as regexp_extract(bare(cell), '\d+');
create or replace temp macro soc(cell) as nullif(regexp_extract(bare(cell), '\d{2}-?\d{4}'), '');
-- codes of SOC 2010 as those of SOC 2018 (crosswalk of the Bureau of Labor Statistics), where one became one, so that years
-- can be counted together: computer occupations only
create or replace temp macro soc_2018(code) as coalesce(map {
  '15-1111': '15-1221', '15-1121': '15-1211', '15-1122': '15-1212', '15-1131': '15-1251',
  '15-1132': '15-1252', '15-1133': '15-1252', '15-1134': '15-1254', '15-1141': '15-1242',
  '15-1142': '15-1244', '15-1143': '15-1241', '15-1151': '15-1232', '15-1152': '15-1231'
}[code], code);
-- "Software Developers - KBGFJG108855-11", "1615.26320 Interaction Designer": without their reference numbers these are one
-- title with many others
create or replace temp macro plain_title(title) as trim(regexp_replace(regexp_replace(title,
  '\s+-?\s*\(?([A-Z]{2,}[A-Z0-9]*\d{4,}[\w-]*|\d{3,}[\d.-]*)\)?$', ''), '^\d{3,}[\d.-]*\s+', ''));
create or replace temp macro level(cell) as nullif(regexp_extract(upper(bare(cell)), '(IV|V|I{1,3})$'), '');

create or replace temp macro annual(pay, unit) as amount(pay) * map {
  'YEAR': 1, 'YR': 1, 'HOUR': 2080, 'HR': 2080, 'WEEK': 52, 'WK': 52, 'BI-WEEKLY': 26, 'BI': 26, 'MONTH': 12, 'MTH': 12
}[upper(bare(unit))];

-- what stands for "none" in a trade name
create or replace temp macro trade_name(cell) as case
  when lower(bare(cell)) in (
    '', 'n/a', 'na', 'none', 'not applicable', 'same', 'same as above', '-', 'no', 'nil'
  ) then ''
  else bare(cell)
end;
