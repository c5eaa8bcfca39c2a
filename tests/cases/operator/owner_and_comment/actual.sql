create operator === (function = same, leftarg = int, rightarg = int);
create operator !! (function = turned, rightarg = int);
alter operator !!(none, int) owner to app_writer;
comment on operator !!(none, int) is 'old';
