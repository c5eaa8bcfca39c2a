create index t_id on t (id);
create index own on t_1 (day);
