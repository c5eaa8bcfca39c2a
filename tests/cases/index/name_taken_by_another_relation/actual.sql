create table thing (x int);
