create type pair as (a int, b text collate "C");
create table t (p pair);
