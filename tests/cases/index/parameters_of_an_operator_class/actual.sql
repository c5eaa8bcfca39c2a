create index t_v on t using gist (v);
