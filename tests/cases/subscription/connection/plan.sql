-- s01 alter subscription heard
--     lock none; way back exact; hazards alter-subscription
--     undo: alter subscription heard connection 'host=127.0.0.1 port=1 dbname=shop user=bob';
alter subscription heard connection 'host=127.0.0.1 port=1 dbname=shop application_name=''it s''';
