create operator <<< (function = below, leftarg = int, rightarg = int, commutator = >>>);
