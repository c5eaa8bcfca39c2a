create foreign table r (id int options (column_name 'no'), name text options (a '1')) server away options (table_name 'x');
