comment on type "Sp""ans" is 'many of them';
create type stretch as range (subtype = float8);
comment on type stretch_multirange is 'made with it'; 
create schema app;
create type app.held as range (subtype = float8);
comment on type app.held_multirange is 'moves with it'; 
