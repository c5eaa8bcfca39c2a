create table t (a int4range, b text, constraint ex exclude using gist (a with &&) where (b <> ' DEFERRABLE') deferrable initially deferred);
