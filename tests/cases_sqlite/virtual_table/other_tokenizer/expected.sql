create virtual table f using fts5(body, tokenize = 'porter');
insert into f values ('running');
