create operator class tens for type int using btree family f as operator 1 <<<, operator 2 <<=, operator 3 ===, operator 4 >>=, operator 5 >>>, function 1 ordered(int, int);
