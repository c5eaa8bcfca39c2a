drop table shop_item;
