create unique index i on mv (a);
