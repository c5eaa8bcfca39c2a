alter server "Away ""1""" owner to postgres;
comment on server "Away ""1""" is 'over there';
comment on foreign data wrapper far is 'x';
