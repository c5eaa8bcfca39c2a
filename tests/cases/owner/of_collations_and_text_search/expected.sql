alter collation app.german owner to app_writer;
alter text search dictionary app.plain owner to app_writer;
alter text search configuration app.words owner to app_writer;
alter statistics app.of_item owner to app_writer;
alter publication items owner to app_writer;
