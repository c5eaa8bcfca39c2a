-- s01 create composite attribute public.Odd "type.Déjà "vu"
--     lock none; way back exact; hazards alter-attribute
--     undo: alter type public."Odd ""type" drop attribute "Déjà ""vu""";
alter type public."Odd ""type" add attribute "Déjà ""vu""" text;
