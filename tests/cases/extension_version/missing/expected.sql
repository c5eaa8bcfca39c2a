create extension hstore; create extension "uuid-ossp";
