create table t (v tsvector, txt text);
insert into t values ('a b', 'a b');
