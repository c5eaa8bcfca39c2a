create server away foreign data wrapper far;
