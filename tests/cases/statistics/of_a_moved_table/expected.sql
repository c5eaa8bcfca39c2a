create table s.t (a int, b2 int, c text);
create statistics pair on a, b2 from s.t;
