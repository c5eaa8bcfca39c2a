create table t (id int primary key);
insert into t select generate_series(1, 5);
create foreign data wrapper far;
create server "Se;r""ver" foreign data wrapper far;
