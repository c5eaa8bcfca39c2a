create table p (id int, d date) partition by range (d);
create foreign table f partition of p for values from ('2026-01-01') to ('2027-01-01') server away options (a '1');
create table l partition of p for values from ('2025-01-01') to ('2026-01-01');
insert into p values (1, '2025-05-05');
