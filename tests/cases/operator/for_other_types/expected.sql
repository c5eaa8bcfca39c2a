create operator === (function = same, leftarg = bigint, rightarg = int);
