create table m (id bigint, day date) partition by range (day);
create table m_a (id int, day date);
insert into m_a values (1, '2025-02-01');
