create view "V ""v""" as select "a""b" as "select", "C" as "x
y" from "T";
create view "table" as select * from "V ""v""";
