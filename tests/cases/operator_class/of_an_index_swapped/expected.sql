create index i on t (n tens);
