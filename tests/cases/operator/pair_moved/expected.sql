create operator app.<<< (function = below, leftarg = int, rightarg = int, commutator = operator(app.>>>));
create operator app.>>> (function = above, leftarg = int, rightarg = int, commutator = operator(app.<<<));
