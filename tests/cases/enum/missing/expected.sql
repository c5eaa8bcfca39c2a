create type mood as enum ('sad', 'it''s ok', E'back\\slash', '');
