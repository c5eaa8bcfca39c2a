create rule logged as on insert to t do also insert into log values (new.id);
create rule written as on insert to v do instead insert into t values (new.id, new.n);
create view w as select id from t;
create rule kept as on delete to w do instead nothing;
