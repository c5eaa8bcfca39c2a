create table t (id int, owner text);
insert into t values (1, 'x');
alter table t enable row level security;
