alter table app.other not of;
