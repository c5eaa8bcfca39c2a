create table t (a text, b text);
insert into t values ('1', '2025-01-01');
