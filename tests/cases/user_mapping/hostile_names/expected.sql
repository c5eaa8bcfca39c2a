create user mapping for "Odd Role" server "Se;r""ver" options ("Odd key" 'it''s');
