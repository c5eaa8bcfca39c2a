create index thing on t (a);
