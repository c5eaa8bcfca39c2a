create operator === (function = same, leftarg = int, rightarg = int);
create operator !== (function = unlike, leftarg = int, rightarg = int);
