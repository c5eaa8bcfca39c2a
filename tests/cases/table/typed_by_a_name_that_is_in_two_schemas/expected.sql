create table one.t (id int primary key);
create table two.t (id int primary key);
create table two.u (id int references one.t, other int references two.t);
