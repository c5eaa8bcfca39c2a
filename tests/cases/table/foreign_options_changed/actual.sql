create foreign table r (id int options (column_name 'id', b '2'), name text) server away options (schema_name 'y', table_name 'z');
