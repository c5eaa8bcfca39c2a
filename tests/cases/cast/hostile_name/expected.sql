create cast ("Pa""ir (x)" as text) with function "To ""text"("Pa""ir (x)") as implicit;
comment on cast ("Pa""ir (x)" as text) is 'it''s "so"';
