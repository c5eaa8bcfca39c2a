create operator class pairs default for type pair using btree as function 1 compared(pair, pair);
