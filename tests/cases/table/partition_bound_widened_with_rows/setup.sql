create table m (id int, day date, note text) partition by range (day);
create index m_note on m (note);
create table m_a partition of m for values from ('2025-01-01') to ('2025-06-01');
create table m_other partition of m default;
insert into m values (1, '2025-02-01', 'x'), (2, '2024-01-01', 'y');
alter table m_a add primary key (id);
