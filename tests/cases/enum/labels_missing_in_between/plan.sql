-- s01 alter enum public.mood
--     lock none; commits on its own; way back none; hazards enum-add-value
alter type public.mood add value if not exists 'worst' before 'sad';
alter type public.mood add value if not exists 'so so' after 'sad';
alter type public.mood add value if not exists 'silly' after 'happy';
