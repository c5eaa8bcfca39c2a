create table t (a bigint, b text);
create policy p on t using (a > 0);
