create operator <<< (function = below, leftarg = int, rightarg = bigint);
alter operator family tens using btree add operator 1 <<<(int, bigint);
