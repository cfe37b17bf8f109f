-- A row of the OFLC areas file (Geography): a county of an area.
select row, bare(area) as area, bare(area_name) as area_name, state_code(state) as state, bare(county) as county,
  case when bare(area) = '' or bare(county) = '' then 'no area or no county' end as dropped
from raw
where area != ''
