create table t (a int, b int, c int, d int,
    constraint fk foreign key (a) references p,
    constraint fk2 foreign key (b) references p (id),
    constraint ck check (c > 5), constraint uq unique (d), constraint lt unique (b));
insert into t values (1, 1, 7, 1);
