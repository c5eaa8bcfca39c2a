alter table t add constraint fk foreign key (p_id) references p on delete cascade;
