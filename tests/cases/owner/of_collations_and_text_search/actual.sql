alter text search dictionary app.plain owner to "Odd Role";
alter publication items owner to "Odd Role";
