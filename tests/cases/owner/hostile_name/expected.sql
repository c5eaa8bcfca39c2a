alter schema "S ""s"" 'x'" owner to "Odd Role";
alter table "S ""s"" 'x'"."T.t ""t"" 'x'" owner to "Odd Role";
alter table "select" owner to "Odd Role";
alter type "T ""t""" owner to "Odd Role";
alter function "F ""f"" 'x'"(int, "T ""t""") owner to "Odd Role";
