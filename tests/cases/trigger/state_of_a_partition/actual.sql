alter table p_2 enable always trigger tells;
