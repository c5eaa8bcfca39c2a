alter table app.item owner to app_writer;
