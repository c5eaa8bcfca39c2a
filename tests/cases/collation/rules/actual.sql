create collation odd (provider = icu, locale = 'und');
