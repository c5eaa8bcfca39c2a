grant usage on schema "S ""s"" 'x'" to "Odd Role";
grant usage on sequence "S ""s"" 'x'"."Q.q ""q""" to "Odd Role";
grant usage on type "T ""t""" to "Odd Role";
revoke all on function "F ""f"" 'x'"(int, "T ""t""") from public;
grant execute on function "F ""f"" 'x'"(int, "T ""t""") to "Odd Role";
