create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop password=trout' publication a with (connect = false);
