create server away foreign data wrapper far options (host 'a', token 'swordfish');
