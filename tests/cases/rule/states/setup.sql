create table t (id int);
insert into t values (1);
create rule a as on insert to t do also nothing;
create rule b as on update to t do also nothing;
create rule c as on delete to t do also nothing;
