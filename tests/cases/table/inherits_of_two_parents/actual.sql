alter table child inherit base_c;
alter table child inherit base_b;
