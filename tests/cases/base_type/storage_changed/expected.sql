alter type words set (storage = external);
