create sequence "s ""q""
'x'" owned by "T t"."C c";
create sequence "sequence";
