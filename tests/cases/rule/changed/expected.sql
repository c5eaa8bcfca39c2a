create rule logged as on insert to t where new.id > 0 do also insert into log values (new.id + 1);
create rule kept as on delete to v do instead delete from t where id = old.id;
