create operator <<< (function = below, leftarg = int, rightarg = int, commutator = >>>);
create operator <<= (function = at_most, leftarg = int, rightarg = int, commutator = >>=);
create operator === (function = same, leftarg = int, rightarg = int, commutator = ===);
create operator >>= (function = at_least, leftarg = int, rightarg = int, commutator = <<=);
create operator >>> (function = above, leftarg = int, rightarg = int, commutator = <<<);
create operator class tens for type int using btree as operator 1 <<<, operator 2 <<=, operator 3 ===, operator 4 >>=, operator 5 >>>, function 1 ordered(int, int);create index i on t (n tens);
