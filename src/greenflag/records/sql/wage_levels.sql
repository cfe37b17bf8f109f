-- Hourly wages by level for each occupation and county.
copy (
  select soc, area, area_name, state, county, wage_1, wage_2, wage_3, wage_4
  from {wages} join (select distinct area, area_name, state, county from {areas}) using (area)
  order by soc, state, county
) to {out} (format parquet, compression zstd, row_group_size 20000)
