alter table held owner to app_writer; alter table other owner to app_writer;
