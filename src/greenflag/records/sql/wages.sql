-- A row of the OFLC wage file (ALC_Export): hourly wages of an occupation in an area, by level.
select row, bare(area) as area, soc(soc) as soc,
  try_cast(bare(level_1) as double) as wage_1, try_cast(bare(level_2) as double) as wage_2,
  try_cast(bare(level_3) as double) as wage_3, try_cast(bare(level_4) as double) as wage_4,
  case
    when bare(area) = '' or soc(soc) is null then 'no area or no SOC code'
    when wage_1 is null or wage_4 is null then 'no wage is given'
  end as dropped
from raw
where area != ''
