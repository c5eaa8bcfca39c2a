create publication told for table b with (publish = 'insert, delete', publish_via_partition_root);
create publication all_of_it for table a;
