create operator === (function = same, leftarg = int, rightarg = int);
create operator !! (function = turned, rightarg = int);
alter operator ===(int, int) owner to "Odd Role";
comment on operator ===(int, int) is 'the same but for tens';
comment on operator !!(none, int) is 'new';
