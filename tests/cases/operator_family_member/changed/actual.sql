alter operator family tens using btree add function 1 (int, bigint) ordered_too(int, bigint);
