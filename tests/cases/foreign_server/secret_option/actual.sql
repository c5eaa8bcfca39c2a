create server away foreign data wrapper far options (host 'b', token 'trout');
