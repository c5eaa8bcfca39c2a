create sequence s owned by t.a;
