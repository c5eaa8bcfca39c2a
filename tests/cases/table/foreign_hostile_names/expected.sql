create foreign table "Odd; ""table" ("Odd col" int options ("Odd key" 'it''s')) server "Se;r""ver" options ("Odd key" 'a\b');
