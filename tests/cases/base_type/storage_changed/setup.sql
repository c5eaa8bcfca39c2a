create type words;
create function words_in(cstring) returns words language internal immutable strict as 'textin';
create function words_out(words) returns cstring language internal immutable strict as 'textout';
create type words (input = words_in, output = words_out, internallength = variable, storage = extended, collatable = true,
    category = 'S', preferred = true, delimiter = ';');
create table t (w words);
insert into t values ('a'), ('b');
