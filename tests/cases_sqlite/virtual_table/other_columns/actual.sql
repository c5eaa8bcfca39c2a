create virtual table f using fts5(title);
insert into f values ('x');
