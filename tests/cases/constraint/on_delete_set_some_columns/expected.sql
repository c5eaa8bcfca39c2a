alter table t add constraint fk foreign key (a, b) references p on delete set null (b);
