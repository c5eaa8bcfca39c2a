create table t (region text, day date) partition by list (region);
create table t_eu partition of t for values in ('de', 'fr') partition by range (day);
create table t_eu_2025 partition of t_eu for values from ('2025-01-01') to ('2026-01-01');
create table t_h (id int) partition by hash (id);
create table t_h0 partition of t_h for values with (modulus 2, remainder 0);
create table t_h1 partition of t_h for values with (modulus 2, remainder 1);
