create schema app;
create collation app.german (provider = libc, locale = 'C');
create text search dictionary app.plain (template = simple);
create text search configuration app.words (parser = default);
create table app.item (id int, a int, b int);
insert into app.item values (1, 2, 3);
create statistics app.of_item on a, b from app.item;
create publication items for table app.item;
