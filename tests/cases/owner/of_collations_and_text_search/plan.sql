-- s01 alter owner app.german.collation
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter collation app.german owner to postgres;
alter collation app.german owner to app_writer;

-- s02 alter owner app.of_item.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics app.of_item owner to postgres;
alter statistics app.of_item owner to app_writer;

-- s03 alter owner app.plain.text search dictionary
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search dictionary app.plain owner to "Odd Role";
alter text search dictionary app.plain owner to app_writer;

-- s04 alter owner app.words.text search configuration
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter text search configuration app.words owner to postgres;
alter text search configuration app.words owner to app_writer;

-- s05 alter owner items.publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication items owner to "Odd Role";
alter publication items owner to app_writer;
