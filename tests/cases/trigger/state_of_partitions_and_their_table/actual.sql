alter table p_1 enable replica trigger tells;
