alter table "Or""der" alter "My ""col" set not null;
alter table "Or""der" add constraint b_is_there not null b;
comment on constraint b_is_there on "Or""der" is 'before';
alter table "Or""der" alter c set not null;
comment on constraint "Or""der_c_not_null" on "Or""der" is 'goes with it';
