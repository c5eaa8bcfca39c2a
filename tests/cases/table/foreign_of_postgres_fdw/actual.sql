create foreign table r (id int, name text options (column_name 'called')) server away options (table_name 'y', use_remote_estimate 'true');
