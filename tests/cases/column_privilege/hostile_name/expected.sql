grant select ("C.c ""c""") on "T ""t"" 'x'" to "Odd Role";
