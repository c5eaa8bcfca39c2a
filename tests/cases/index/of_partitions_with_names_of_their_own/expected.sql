create index zz on t (lower(b));
create index aa on t (upper(b));
create index plain on t (a);
alter index t_2_a_idx rename to mine;
create unique index named on t (a, b);
alter index t_1_x_a_b_idx rename to of_x;
alter index t_1_a_b_idx rename to "Of 1";
comment on index of_x is 'renamed';
