create text search parser p (start = started, gettoken = token, end = ended, lextypes = types); comment on text search parser p is 'x';
