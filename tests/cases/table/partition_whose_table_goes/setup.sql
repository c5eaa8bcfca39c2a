create table m (id int, day date, note text) partition by range (day);
create table m_a partition of m for values from ('2025-01-01') to ('2025-06-01');
insert into m values (1, '2025-02-01', 'x');
