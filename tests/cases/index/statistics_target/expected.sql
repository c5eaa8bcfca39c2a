alter index t_x alter column 1 set statistics 300;
alter index t_x alter column 3 set statistics 10;
