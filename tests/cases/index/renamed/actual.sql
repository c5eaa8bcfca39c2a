create index old_name on t (lower(b), a);
