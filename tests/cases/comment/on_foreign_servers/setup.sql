create foreign data wrapper far;
create server "Away ""1""" foreign data wrapper far;
