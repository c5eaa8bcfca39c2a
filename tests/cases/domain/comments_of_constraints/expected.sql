comment on constraint positive on domain price is 'it is above zero';
alter domain price drop constraint small;
alter domain price add constraint small check (value < 2000);
comment on constraint small on domain price is 'and below';
