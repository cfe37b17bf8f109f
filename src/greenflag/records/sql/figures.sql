-- All counts, each with where it is from.
copy (
  with figures as ({counts}), told as (
    select distinct dataset, fiscal_year, unnest(files) as file from figures
  ), cited as (
    select dataset, fiscal_year, any_value(title) || ' FY' || fiscal_year || ' (' || string_agg(name, ', ' order by file)
      || ')' as cite
    from told join cites using (dataset, file) group by dataset, fiscal_year
  )
  select figures.* exclude (files), cite
  from figures join cited using (dataset, fiscal_year)
  order by entity, fiscal_year desc, dataset, program
) to {out} (format parquet, compression zstd, row_group_size 20000)
