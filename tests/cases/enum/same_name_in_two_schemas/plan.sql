-- s01 alter enum two.mood
--     lock none; commits on its own; way back none; hazards enum-add-value
alter type two.mood add value if not exists 'b' after 'a';
