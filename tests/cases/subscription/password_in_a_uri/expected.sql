create subscription heard connection 'postgresql://bob:sw@ord@127.0.0.1:1/shop' publication a with (connect = false);
