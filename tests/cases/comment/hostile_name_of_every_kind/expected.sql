comment on collation "My ""App"""."Sort; --" is 'it''s \ "odd" {} $$';
comment on statistics "My ""App"""."St'at" is 'x';
comment on rule "Ru""le $$" on "My ""App"""."It""em" is 'y';
comment on publication "Pub ""x"" {}" is 'z';
alter publication "Pub ""x"" {}" owner to "Odd Role";
alter statistics "My ""App"""."St'at" owner to "Odd Role";
