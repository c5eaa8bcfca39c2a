create table t (a int, b int, constraint fk foreign key (a) references p deferrable initially deferred,
    constraint fk2 foreign key (b) references p);
