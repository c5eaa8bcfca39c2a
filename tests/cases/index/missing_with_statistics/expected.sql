create index t_x on t (lower(txt), a, (a + id));
alter index t_x alter column 3 set statistics 10;
