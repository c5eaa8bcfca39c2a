create publication told for table a with (publish = 'insert');
create publication all_of_it for all tables;
