alter table t owner to "Odd Role";
