alter table child inherit base_b;
