-- s01 alter extension version hstore
--     lock none; way back none; hazards update-extension
alter extension hstore update to '1.8';
