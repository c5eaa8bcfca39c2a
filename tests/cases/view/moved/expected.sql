create view app.v as select id from t;
create view w as select id from app.v;
