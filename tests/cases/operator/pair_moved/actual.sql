create operator <<< (function = below, leftarg = int, rightarg = int, commutator = >>>);
create operator >>> (function = above, leftarg = int, rightarg = int, commutator = <<<);
