comment on collation app.german is 'sorts well';
comment on rule keep on app.item is 'nothing at all goes';
comment on event trigger tells is 'says';
