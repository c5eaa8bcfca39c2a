create table t (id integer primary key, "Group" int, name text);
create view v (a, b) as select t.id, u.name from t left join t u on u.id = t."Group" inner join t w on w.id = t.id where u.name is not null and t.name = 'It''s';
insert into t values (1, 1, 'x');
