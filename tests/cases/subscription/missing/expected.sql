create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop' publication "B c", a with (connect = false, slot_name = 'kept', synchronous_commit = 'off', binary = true, streaming = true);
