create operator === (function = same, leftarg = int, rightarg = int);
