-- s01 create operator family public.F "a using btree using btree
--     lock none; way back exact; hazards create-object
--     undo: drop operator family public."F ""a using btree" using btree;
create operator family public."F ""a using btree" using btree;

-- s02 create comment public.F "a using btree using btree.operator family
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on operator family public."F ""a using btree" using btree is null;
comment on operator family public."F ""a using btree" using btree is '''';

-- s03 set owner public.F "a using btree using btree.operator family
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter operator family public."F ""a using btree" using btree owner to current_user;
alter operator family public."F ""a using btree" using btree owner to "Odd Role";
