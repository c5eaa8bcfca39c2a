create server away foreign data wrapper near;
