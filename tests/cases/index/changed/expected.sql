create unique index i on t (a, b desc);
create index j on t (a) with (fillfactor = 50);
create index k on t (a) where b = 'x';
