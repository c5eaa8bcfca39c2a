create table t (a int, b int, c int, d int,
    constraint fk foreign key (a) references p on delete cascade,
    constraint fk2 foreign key (b) references p (other),
    constraint ck check (c > 5 or c < 3), constraint uq unique (d, c), constraint lt unique (b) deferrable);
