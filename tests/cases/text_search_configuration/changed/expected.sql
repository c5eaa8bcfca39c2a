create text search configuration deutsch (parser = default);
alter text search configuration deutsch add mapping for asciiword, word with simple, german_stem;
alter text search configuration deutsch add mapping for url with simple;
