alter table b inherit a;
