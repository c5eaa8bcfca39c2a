alter table p disable trigger tells;
alter table p_2 enable trigger tells;
