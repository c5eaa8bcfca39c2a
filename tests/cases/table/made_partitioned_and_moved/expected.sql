create table new.t (id int not null, label text, constraint t_pk primary key (id)) partition by hash (id);
create table new.t_0 partition of new.t for values with (modulus 2, remainder 0);
create table new.t_1 partition of new.t for values with (modulus 2, remainder 1);
insert into new.t values (1, 'a');
