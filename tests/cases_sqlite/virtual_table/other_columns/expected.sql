create virtual table f using fts5(title, body);
insert into f values ('x', 'some words');
