alter table t add constraint fk foreign key (a) references p not enforced;
alter table t add constraint ck check (b > 0) not enforced;
