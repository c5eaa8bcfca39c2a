create access method other type table handler heap_tableam_handler;
