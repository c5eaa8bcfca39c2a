create table t (id int);
alter table t enable row level security;
create policy p on t using (id > 0);
