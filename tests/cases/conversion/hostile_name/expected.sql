create default conversion "Con ' ""v" for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8; comment on conversion "Con ' ""v" is 'x'; alter conversion "Con ' ""v" owner to app_writer;
