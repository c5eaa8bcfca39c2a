create conversion c for 'WIN1251' to 'UTF8' from win_to_utf8;
