create server "Se;r""ver" type 'it''s' version '2' foreign data wrapper far options ("Odd key" 'z');
