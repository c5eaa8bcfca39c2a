create operator class pairs for type pair using btree as function 1 compared(pair, pair);
