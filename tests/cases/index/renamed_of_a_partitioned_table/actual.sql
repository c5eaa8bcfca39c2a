create index t_name on t (n);
create index t_lower on t (lower(n));
alter index t_1_n_idx rename to part_n;
insert into t values (1, 'a');
