alter sequence s set unlogged;
alter sequence u set logged;
create unlogged sequence n;
