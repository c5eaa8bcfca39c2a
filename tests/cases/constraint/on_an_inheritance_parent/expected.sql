alter table a add constraint ck check (id > 0);
alter table a add constraint only_a check (id < 50) no inherit;
