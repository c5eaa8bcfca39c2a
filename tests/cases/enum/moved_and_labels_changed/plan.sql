-- s01 move enum public.colour to schema crm
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type crm.colour set schema public;
alter type public.colour set schema crm;

-- s02 alter enum crm.colour
--     lock none; way back exact; hazards enum-rename-value
--     undo: alter type crm.colour rename value 'red' to 'rot';
alter type crm.colour rename value 'rot' to 'red';

-- s03 move enum public.state to schema crm
--     lock none; way back exact; hazards set-schema-unlocked
--     undo: alter type crm.state set schema public;
alter type public.state set schema crm;

-- s04 alter enum crm.state
--     lock none; commits on its own; way back none; hazards enum-add-value
alter type crm.state add value if not exists 'sent' after 'paid';
