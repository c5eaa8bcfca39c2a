alter table c drop constraint fk;
alter table p drop constraint u;
alter table p add constraint u unique (id) include (id);
alter table c add constraint fk foreign key (p_id) references p (id) on delete cascade;
