create foreign table r (id int options (column_name 'no') not null default 5, name text collate "C", check (id > 0)) server away options (table_name 'x', schema_name 'y');
comment on foreign table r is 'elsewhere';
comment on column r.id is 'its number';
grant select, insert on r to app_reader;
alter foreign table r owner to app_writer;
