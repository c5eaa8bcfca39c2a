create sequence s owned by t.b;
