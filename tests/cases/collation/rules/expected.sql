create collation odd (provider = icu, locale = 'und', rules = '&a < g');
