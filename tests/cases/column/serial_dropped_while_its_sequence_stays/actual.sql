create table t (n text, id int default nextval('ids'));
alter sequence ids owned by t.id;
create table u (id int default nextval('ids'));
insert into t values ('a');
