create type memberrole as enum ('owner', 'guest');
create table t (id int, m memberrole default 'owner' check (m <> 'guest'));
insert into t values (1);
