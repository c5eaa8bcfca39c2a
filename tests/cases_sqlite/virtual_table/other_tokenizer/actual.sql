create virtual table f using fts5(body);
insert into f values ('running');
