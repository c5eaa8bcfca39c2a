alter table p add constraint pk primary key (id) include (other);
alter table c add constraint fk foreign key (p_id) references p (id);
