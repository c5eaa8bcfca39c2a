create table m (id int, day date, note text) partition by range (day);
create index m_note on m (note);
create table m_other partition of m default;
insert into m values (1, '2025-02-01', 'x');
