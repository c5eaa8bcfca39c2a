alter table p add constraint pk primary key (id, other);
