create foreign data wrapper far options (a '1', b '2', c 'it''s \');
