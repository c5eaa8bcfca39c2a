create index i on t (n others);
