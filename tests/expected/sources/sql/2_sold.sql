alter table shop_item add sold_at timestamptz;
