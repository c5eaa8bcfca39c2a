alter table p add constraint pk primary key (id);
alter table c add constraint fk foreign key (p_id) references p (id);
