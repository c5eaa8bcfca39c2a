create extension citext schema ext;
