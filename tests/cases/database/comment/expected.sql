select pg_catalog.format('comment on database %I is ''the shop''''s \ "own"''', pg_catalog.current_database()) \gexec
