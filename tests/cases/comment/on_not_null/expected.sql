alter table "Or""der" alter "My ""col" set not null;
comment on constraint "Or""der_My ""col_not_null" on "Or""der" is 'it''s there';
alter table "Or""der" alter a set not null;
comment on constraint "Or""der_a_not_null" on "Or""der" is 'new with its constraint';
alter table "Or""der" add constraint "B ""needed" not null b;
comment on constraint "B ""needed" on "Or""der" is 'renamed with it';
alter table "Or""der" add d int not null default 0;
comment on constraint "Or""der_d_not_null" on "Or""der" is 'new with its column';
comment on constraint "Or""der_id_not_null" on "Or""der" is 'of a key';
