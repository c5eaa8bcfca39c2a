create table t (a int, b text);
create policy p on t using (a > 0);
insert into t values (1, 'x');
