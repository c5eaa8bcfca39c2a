create foreign data wrapper far options (speed 'high', colour 'blue');
