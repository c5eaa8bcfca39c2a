create table m (id int, day date, note text) partition by range (day);
create index m_note on m (note);
create table m_a (id int, day date, note text);
insert into m_a values (1, '2025-02-01', 'x'), (2, '2025-03-01', 'y');
create index m_a_note_idx on m_a (note);
