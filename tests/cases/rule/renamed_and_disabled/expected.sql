create rule noted as on insert to t do also insert into log values (new.id);
create rule kept as on delete to v do instead nothing;
create rule more as on update to t do also nothing;
