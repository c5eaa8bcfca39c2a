create text search dictionary plain (template = simple, stopwords = 'english');
create text search dictionary stems (template = snowball, language = 'german');
create text search configuration both_of_them (parser = default);
alter text search configuration both_of_them add mapping for word with plain, stems;
