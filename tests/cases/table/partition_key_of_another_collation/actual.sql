create table word (word text collate "POSIX", lang varchar(8) not null) partition by hash (word);
create table word_0 partition of word for values with (modulus 2, remainder 0);
create table word_1 partition of word for values with (modulus 2, remainder 1);
insert into word select 'w' || i, 'en' from generate_series(1, 9) i;
