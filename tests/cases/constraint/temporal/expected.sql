alter table p add primary key (id, valid_at without overlaps);
alter table t add constraint fk foreign key (id, period valid_at) references p (id, period valid_at);
