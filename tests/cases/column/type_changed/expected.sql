create table t (a bigint primary key, b timestamptz, c numeric(10, 2), d text, e jsonb, f int[]);
