alter table t add not null c no inherit;
