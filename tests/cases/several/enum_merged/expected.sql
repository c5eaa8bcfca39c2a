create type member_role as enum ('owner', 'guest');
create table t (id int, m member_role);
create table u (id int, m member_role);
