comment on type "Sp""ans" is 'of them';
create schema app;
create type held as range (subtype = float8);
comment on type held_multirange is 'moves with it'; 
