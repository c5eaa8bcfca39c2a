create server away version '1' foreign data wrapper far;
