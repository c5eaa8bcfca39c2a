create table t (id integer primary key);
create trigger temp before insert on t begin select 1; end;
insert into t values (1);
