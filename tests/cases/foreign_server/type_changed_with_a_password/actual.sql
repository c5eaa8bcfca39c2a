create server away type 'old' foreign data wrapper far;
create user mapping for public server away options (password 'trout');
