create type member_role as enum ('owner', 'guest');
create type memberrole as enum ('owner', 'guest');
create table t (id int, m memberrole);
create table u (id int, m member_role);
insert into t values (1, 'owner');
