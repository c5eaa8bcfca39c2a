alter table p_1 disable trigger tells;
