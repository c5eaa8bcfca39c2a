-- s01 create cast public."Pa""ir (x)" as text
--     lock none; way back exact; hazards create-object
--     undo: drop cast (public."Pa""ir (x)" as text);
create cast (public."Pa""ir (x)" as text) with function public."To ""text"(public."Pa""ir (x)") as implicit;

-- s02 create comment public."Pa""ir (x)".text.cast
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on cast (public."Pa""ir (x)" as text) is null;
comment on cast (public."Pa""ir (x)" as text) is 'it''s "so"';
