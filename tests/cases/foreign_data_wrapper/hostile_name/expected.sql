create foreign data wrapper "Odd ""one" options ("Odd key" 'it''s; \ ''');
create server "Se;rver" foreign data wrapper "Odd ""one";
