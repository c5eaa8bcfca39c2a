create table m (id int, day date, note text) partition by range (day);
create index m_note on m (note);
create table m_a (id int, day date, note text);
create table m_b (id int, day date, note text);
