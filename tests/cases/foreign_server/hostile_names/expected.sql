create server "Se;r""ver" type 'it''s' version 'v\1' foreign data wrapper far options ("Odd key" 'x''y');
