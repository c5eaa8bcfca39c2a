create text search dictionary plain (template = simple, stopwords = 'english', accept = false);
create text search dictionary stems (template = snowball, language = 'german');
create text search configuration deutsch (copy = pg_catalog.simple);
alter text search configuration deutsch alter mapping for asciiword, word with plain, stems;
