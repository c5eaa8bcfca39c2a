alter operator class tens using btree owner to app_writer;
alter operator family tens using btree owner to app_reader;
comment on operator class tens using btree is 'by tens';
comment on operator family tens using btree is 'all';
