create index concurrently shop_item_name_idx on shop_item (name);
