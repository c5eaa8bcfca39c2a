create index t_n on t (n);
create index t_l on t (lower(n));
alter index t_1_n_idx rename to part_n;
insert into t values (1, 'a');
