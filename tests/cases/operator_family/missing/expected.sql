create operator family f using btree; create operator family f using hash;
