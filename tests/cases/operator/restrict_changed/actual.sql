create operator === (function = same, leftarg = int, rightarg = int, restrict = contsel);
