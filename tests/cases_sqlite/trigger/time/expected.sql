create table t (id integer primary key, a text, b int, c text);
insert into t values (1, 'x', 2, 'y'), (2, 'z', 3, null);
create table log (what text);
create trigger g before delete on t begin insert into log values (old.a); end;
