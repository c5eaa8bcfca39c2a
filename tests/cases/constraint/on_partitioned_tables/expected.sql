alter table t add primary key (id, day);
alter table t add constraint fk foreign key (id) references p;
alter table t add constraint ck check (id > 0);
alter table t_1 add constraint own check (id < 1000);
