alter operator family tens using btree add operator 1 <<<(int, bigint);
