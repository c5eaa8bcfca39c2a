create text search dictionary app.plain (template = simple, stopwords = 'english');
create text search dictionary trunks (template = snowball, language = 'german');
create text search configuration both_of_them (parser = default);
alter text search configuration both_of_them add mapping for word with app.plain, trunks;
