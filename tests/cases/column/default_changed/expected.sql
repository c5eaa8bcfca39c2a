create table t (a int default 2, b text default 'x', c int, d timestamptz default now(), e int[] default array[1]);
