create conversion c for 'WIN1250' to 'UTF8' from win_to_utf8;
