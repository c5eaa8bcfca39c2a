grant select on "T ""t"" 'x'" to "Odd Role";
grant select on "select" to public;
