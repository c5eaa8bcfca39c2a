comment on column t.n is 'old text';
comment on column t.m is 'nobody expects it';
comment on policy everyone on t is 'an old policy';
comment on function f(int) is 'an old function';
