alter table t add constraint fk foreign key (a) references p;
alter table t add constraint ck check (b > 0);
