create foreign table r (id int options (column_name 'no'), name text) server away options (table_name 'x', fetch_size '10');
