alter operator family tens using btree add operator 1 <<<(int, bigint), function 1 (int, bigint) ordered(int, bigint);
