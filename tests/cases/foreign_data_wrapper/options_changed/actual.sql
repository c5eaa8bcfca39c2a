create foreign data wrapper far options (d '4', b 'two', a '1');
