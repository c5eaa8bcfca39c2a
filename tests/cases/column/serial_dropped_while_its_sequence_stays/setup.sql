create sequence ids start 5;
