create schema "My ""App""";
create collation "My ""App"""."Sort; --" (provider = libc, locale = 'C');
create table "My ""App"""."It""em" ("A b" int, b int);
insert into "My ""App"""."It""em" values (1, 2);
create statistics "My ""App"""."St'at" on "A b", b from "My ""App"""."It""em";
create rule "Ru""le $$" as on delete to "My ""App"""."It""em" do instead nothing;
create publication "Pub ""x"" {}" for table "My ""App"""."It""em";
