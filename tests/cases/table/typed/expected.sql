alter table app.plain of app.pair;
