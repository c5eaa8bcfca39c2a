create table t (id integer primary key);
create trigger temp after insert on t begin select 1; end;
insert into t values (1);
