create table t (a int, b int, constraint fk foreign key (a) references p,
    constraint fk2 foreign key (b) references p deferrable);
