create subscription heard connection 'host=127.0.0.1 port=1 dbname=shop' publication a with (connect = false);
alter subscription heard owner to app_writer;
comment on subscription heard is 'it''s from the shop';
create subscription told connection 'host=127.0.0.1 port=1 dbname=shop' publication a with (connect = false, slot_name = none);
alter subscription told owner to "Odd Role";
comment on subscription told is 'of "told"';
