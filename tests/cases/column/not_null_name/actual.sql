alter table t rename constraint keeps to "Odd; name";
