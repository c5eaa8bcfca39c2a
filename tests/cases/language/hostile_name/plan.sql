-- s01 create language My "lan
--     lock none; way back exact; hazards create-object
--     undo: drop language "My ""lan";
create trusted language "My ""lan" handler public.handled;

-- s02 create comment My "lan.language
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on language "My ""lan" is null;
comment on language "My ""lan" is 'x';

-- s03 set owner My "lan.language
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter language "My ""lan" owner to current_user;
alter language "My ""lan" owner to postgres;
