create table t (id integer primary key, a text);
insert into t (id, a) values (1, 'one'), (2, 'two'), (3, 'three');
create table log (what text);
create trigger g after insert on t begin insert into log values (new.a); end;
