create index named on t (a, b);
create index old on t (b); comment on index t_2_b_idx is 'goes'; drop index changed; create index changed on t (b, a); comment on index t_1_b_a_idx is 'stays';
