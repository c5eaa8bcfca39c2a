create sequence s owned by t.id;
