create table t (a int4range, b text, constraint ex exclude using gist (a with &&));
insert into t values ('[1,2)', 'x');
