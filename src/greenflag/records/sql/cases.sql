-- Each LCA or PERM case once: of one case number the latest decision stands, of two alike the one of the file added last.
create or replace temp table {family} as
  select * exclude (dropped, file_row_number)
  from {union}
  qualify row_number() over (partition by number order by decided_on desc, file desc) = 1
