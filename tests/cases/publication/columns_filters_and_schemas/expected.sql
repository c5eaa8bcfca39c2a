create publication told for table a (id, n) where (id > 5), b where (id < 3);
create publication wide for tables in schema public, app;
