create table has_a_part (id int);
