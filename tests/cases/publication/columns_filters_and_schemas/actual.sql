create publication told for table a (id);
create publication wide for tables in schema app;
