create table t (n text);
create table u (id int default nextval('ids'));
insert into t values ('a');
