create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop' publication a with (connect = false);
comment on subscription heard is 'from the shop';
