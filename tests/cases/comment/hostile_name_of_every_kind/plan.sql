-- s01 create comment My "App".It"em.Ru"le $$.rule
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on rule "Ru""le $$" on "My ""App"""."It""em" is null;
comment on rule "Ru""le $$" on "My ""App"""."It""em" is 'y';

-- s02 create comment My "App".Sort; --.collation
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on collation "My ""App"""."Sort; --" is null;
comment on collation "My ""App"""."Sort; --" is  E'it''s \\ "odd" {} $$';

-- s03 create comment My "App".St'at.statistics
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on statistics "My ""App"""."St'at" is null;
comment on statistics "My ""App"""."St'at" is 'x';

-- s04 create comment Pub "x" {}.publication
--     lock none; way back exact; hazards comment-unlocked
--     undo: comment on publication "Pub ""x"" {}" is null;
comment on publication "Pub ""x"" {}" is 'z';

-- s05 alter owner My "App".St'at.statistics
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter statistics "My ""App"""."St'at" owner to postgres;
alter statistics "My ""App"""."St'at" owner to "Odd Role";

-- s06 alter owner Pub "x" {}.publication
--     lock none; way back exact; hazards set-owner-unlocked
--     undo: alter publication "Pub ""x"" {}" owner to postgres;
alter publication "Pub ""x"" {}" owner to "Odd Role";
