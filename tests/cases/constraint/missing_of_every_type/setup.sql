create table p (a int, b int, primary key (a, b));
create table t (id int not null, a int, b int, c text, d int, during int4range);
insert into p values (1, 1);
insert into t values (1, 1, 1, 'x', 1, '[1,2)');
