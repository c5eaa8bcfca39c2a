create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop' publication a with (connect = false, disable_on_error = true, origin = none, run_as_owner = true);
