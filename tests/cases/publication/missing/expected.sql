create table c (id int primary key);
create publication everything for all tables with (publish = 'insert, update', publish_via_partition_root);
create publication nothing;
create publication two for table a, c;
