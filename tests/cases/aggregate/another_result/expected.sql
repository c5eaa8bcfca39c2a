create aggregate total(int) (sfunc = int4_sum, stype = bigint);
create view v as select total(i)::text from generate_series(1, 3) i;
