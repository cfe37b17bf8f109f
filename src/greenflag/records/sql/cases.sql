-- Each LCA or PERM case once: of one case number the latest decision stands, of two alike the one of the file added last.
-- Most numbers are there once, so only those that are not are put in order, and the rows themselves stay where they are.
create or replace temp table {family}_beaten as
  with again as (select number from {union} group by 1 having count(*) > 1)
  select file, file_row_number
  from {union} join again using (number)
  qualify row_number() over (partition by number order by decided_on desc, file desc) > 1;
create or replace temp view {family} as
  select * exclude (dropped, file_row_number)
  from {union} anti join {family}_beaten using (file, file_row_number)
