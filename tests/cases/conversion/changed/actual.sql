create conversion mine for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1; create conversion d for 'LATIN2' to 'UTF8' from iso8859_to_utf8;
