create table r (d int4range, constraint r_excl exclude using gist (d with &&) with (fillfactor = 50) using index tablespace dt_fast where (not isempty(d)));
insert into r values ('[1,3)');
