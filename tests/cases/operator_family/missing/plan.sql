-- s01 create operator family public.f using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.f using btree;
create operator family public.f using btree;

-- s02 create operator family public.f using hash
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public.f using hash;
create operator family public.f using hash;

-- s03 set owner public.f using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.f using btree owner to current_user;
alter operator family public.f using btree owner to postgres;

-- s04 set owner public.f using hash.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public.f using hash owner to current_user;
alter operator family public.f using hash owner to postgres;
