create type pair as (a int, label text);
create table t (p pair);
