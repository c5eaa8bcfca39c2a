create table t (id integer primary key autoincrement, a text);
insert into t (id, a) values (1, 'one'), (50, 'fifty');
delete from t where id = 50;
