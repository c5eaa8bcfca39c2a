create operator class tens for type int using hash as operator 1 ===, function 1 hashint4(int);
