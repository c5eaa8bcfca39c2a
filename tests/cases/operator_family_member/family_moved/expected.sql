alter operator family tens using btree set schema app;
