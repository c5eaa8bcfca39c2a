create operator === (function = same_too, leftarg = int, rightarg = int);
