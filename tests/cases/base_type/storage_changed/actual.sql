alter type words set (storage = main);
