alter table child inherit base_a;
