create operator <<< (function = below, leftarg = int, rightarg = int);
create operator >>> (function = above, leftarg = int, rightarg = int);
