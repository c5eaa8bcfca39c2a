create foreign table "Odd; ""table" ("Odd col" int options ("Odd key" 'x')) server "Se;r""ver" options ("Odd key" 'c');
