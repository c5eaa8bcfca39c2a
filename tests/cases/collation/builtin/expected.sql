create collation plain (provider = builtin, locale = 'C.UTF-8');
create collation added (provider = builtin, locale = 'C');
