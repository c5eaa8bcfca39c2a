create table t (id integer primary key, "Name" text);
create table log (what text);
create trigger g insert on t when new."Name" = 'It' begin insert into log values (new."Name"); update t set "Name" = 'a' where id = 1; end;
create trigger h after update of "Name" on t begin select raise(abort, 'Not so') where exists (select 1 from log); end;
insert into t values (1, 'x');
