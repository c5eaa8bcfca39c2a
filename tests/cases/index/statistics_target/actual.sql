alter index t_x alter column 1 set statistics 20;
