comment on operator family tens using btree is 'every';
