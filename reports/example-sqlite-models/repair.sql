-- plan-65af2d1092: repair (5 steps), made by drifttools for test.db
-- It makes no backup and no entry in the journal, as drift apply does, and drift rollback does not know of it.
-- Copy the file first: sqlite3 test.db "VACUUM INTO 'test.db.before'"
-- Then: sqlite3 test.db < this script. An error ends it, and rolls all of it back.
.bail on
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE drifttools_orphans AS SELECT count(*) AS rows FROM pragma_foreign_key_check;
CREATE TEMP TABLE "drifttools_demand_1" (holds INTEGER CONSTRAINT "the definitions are those that plan-65af2d1092 was made for: nobody changed them, and it was not run yet" CHECK (holds));
INSERT INTO "drifttools_demand_1" SELECT (SELECT count(*) FROM sqlite_schema WHERE sql IS NOT NULL AND (tbl_name COLLATE NOCASE IN ('notifications', 'users', 'videos') OR name COLLATE NOCASE IN ('notifications', 'users', 'videos'))) = 3 AND (SELECT count(*) FROM sqlite_schema WHERE (type, name, sql) IN (VALUES ('table', 'users', 'CREATE TABLE users (
    id CHAR(36) NOT NULL,
    email VARCHAR(255) NOT NULL,
    username VARCHAR(50) NOT NULL,
    display_name VARCHAR(100),
    password_hash VARCHAR(200) NOT NULL,
    status VARCHAR(9) NOT NULL,
    role VARCHAR(9) NOT NULL,
    preferences JSON DEFAULT ''{}'' NOT NULL,
    last_login_at DATETIME,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email),
    UNIQUE (username)
)'), ('table', 'videos', 'CREATE TABLE videos (
    id CHAR(36) NOT NULL,
    owner_id CHAR(36) NOT NULL,
    title VARCHAR(200) NOT NULL,
    tags JSON DEFAULT ''[]'' NOT NULL,
    details JSON DEFAULT ''{}'' NOT NULL,
    views BIGINT DEFAULT 0 NOT NULL,
    published_at DATETIME,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id)
)'), ('index', 'ux_videos_published', 'CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title)'))) = 3;
-- s01: drop index main.videos.ux_videos_published
CREATE TEMP TABLE "drifttools_demand_2" (holds INTEGER CONSTRAINT "before s01: index main.videos.ux_videos_published is there" CHECK (holds));
INSERT INTO "drifttools_demand_2" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '1';
DROP INDEX "ux_videos_published";
CREATE TEMP TABLE "drifttools_demand_3" (holds INTEGER CONSTRAINT "after s01: index main.videos.ux_videos_published is not there" CHECK (holds));
INSERT INTO "drifttools_demand_3" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '0';
-- s02: create table main.notifications
CREATE TEMP TABLE "drifttools_demand_4" (holds INTEGER CONSTRAINT "before s02: table main.notifications is not there" CHECK (holds));
INSERT INTO "drifttools_demand_4" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'notifications') AS TEXT) = '0';
CREATE TABLE notifications (
	id INTEGER NOT NULL, 
	user_id CHAR(36) NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	payload JSONB NOT NULL, 
	read BOOLEAN DEFAULT 0 NOT NULL, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(user_id) REFERENCES users (id)
);
CREATE TEMP TABLE "drifttools_demand_5" (holds INTEGER CONSTRAINT "after s02: table main.notifications is there" CHECK (holds));
INSERT INTO "drifttools_demand_5" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'notifications') AS TEXT) = '1';
-- s03: write anew table main.users: column phone_number, column preferences, constraint user_role, constraint user_status
--     counted: no rows of users that violate CHECK (role IN ('USER', 'MODERATOR'))
--     counted: no rows of users that violate CHECK (status IN ('ACTIVE', 'SUSPENDED'))
CREATE TEMP TABLE "drifttools_demand_6" (holds INTEGER CONSTRAINT "before s03: table main.users is there" CHECK (holds));
INSERT INTO "drifttools_demand_6" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'users') AS TEXT) = '1';
CREATE TEMP TABLE "drifttools_demand_7" (holds INTEGER CONSTRAINT "before s03: there are no rows of users that violate CHECK (role IN ('USER', 'MODERATOR'))" CHECK (holds));
INSERT INTO "drifttools_demand_7" SELECT CAST((select count(*) from "users" where not (role IN ('USER', 'MODERATOR'))) AS TEXT) = '0';
CREATE TEMP TABLE "drifttools_demand_8" (holds INTEGER CONSTRAINT "before s03: there are no rows of users that violate CHECK (status IN ('ACTIVE', 'SUSPENDED'))" CHECK (holds));
INSERT INTO "drifttools_demand_8" SELECT CAST((select count(*) from "users" where not (status IN ('ACTIVE', 'SUSPENDED'))) AS TEXT) = '0';
CREATE TEMP TABLE "drifttools_rows_s03" AS SELECT (SELECT count(*) FROM "users") AS rows;
PRAGMA legacy_alter_table = ON;
CREATE TABLE "drifttools_new_users" (
    "id" CHAR(36) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "username" VARCHAR(50) NOT NULL,
    "phone_number" VARCHAR(20),
    "display_name" VARCHAR(100),
    "password_hash" VARCHAR(200) NOT NULL,
    "status" VARCHAR(9) NOT NULL,
    "role" VARCHAR(9) NOT NULL,
    "preferences" JSONB DEFAULT '{}' NOT NULL,
    "last_login_at" DATETIME,
    "created_at" DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email),
    UNIQUE (username),
    CONSTRAINT user_status CHECK (status IN ('ACTIVE', 'SUSPENDED')),
    CONSTRAINT user_role CHECK (role IN ('USER', 'MODERATOR'))
);
INSERT INTO "drifttools_new_users" (rowid, "id", "email", "username", "display_name", "password_hash", "status", "role", "preferences", "last_login_at", "created_at") SELECT rowid, "id", "email", "username", "display_name", "password_hash", "status", "role", "preferences", "last_login_at", "created_at" FROM "users";
DROP TABLE "users";
ALTER TABLE "drifttools_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
CREATE TEMP TABLE "drifttools_demand_9" (holds INTEGER CONSTRAINT "after s03: every row of users is there" CHECK (holds));
INSERT INTO "drifttools_demand_9" SELECT (SELECT count(*) FROM "users") = (SELECT rows FROM "drifttools_rows_s03");
CREATE TEMP TABLE "drifttools_demand_10" (holds INTEGER CONSTRAINT "after s03: table main.users is there" CHECK (holds));
INSERT INTO "drifttools_demand_10" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'users') AS TEXT) = '1';
-- s04: write anew table main.videos: column details
CREATE TEMP TABLE "drifttools_demand_11" (holds INTEGER CONSTRAINT "before s04: table main.videos is there" CHECK (holds));
INSERT INTO "drifttools_demand_11" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'videos') AS TEXT) = '1';
CREATE TEMP TABLE "drifttools_rows_s04" AS SELECT (SELECT count(*) FROM "videos") AS rows;
PRAGMA legacy_alter_table = ON;
CREATE TABLE "drifttools_new_videos" (
    "id" CHAR(36) NOT NULL,
    "owner_id" CHAR(36) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "tags" JSON DEFAULT '[]' NOT NULL,
    "details" JSONB DEFAULT '{}' NOT NULL,
    "views" BIGINT DEFAULT 0 NOT NULL,
    "published_at" DATETIME,
    "created_at" DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id)
);
INSERT INTO "drifttools_new_videos" (rowid, "id", "owner_id", "title", "tags", "details", "views", "published_at", "created_at") SELECT rowid, "id", "owner_id", "title", "tags", "details", "views", "published_at", "created_at" FROM "videos";
DROP TABLE "videos";
ALTER TABLE "drifttools_new_videos" RENAME TO "videos";
PRAGMA legacy_alter_table = OFF;
CREATE TEMP TABLE "drifttools_demand_12" (holds INTEGER CONSTRAINT "after s04: every row of videos is there" CHECK (holds));
INSERT INTO "drifttools_demand_12" SELECT (SELECT count(*) FROM "videos") = (SELECT rows FROM "drifttools_rows_s04");
CREATE TEMP TABLE "drifttools_demand_13" (holds INTEGER CONSTRAINT "after s04: table main.videos is there" CHECK (holds));
INSERT INTO "drifttools_demand_13" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'videos') AS TEXT) = '1';
-- s05: create index main.videos.ux_videos_published
CREATE TEMP TABLE "drifttools_demand_14" (holds INTEGER CONSTRAINT "before s05: index main.videos.ux_videos_published is not there" CHECK (holds));
INSERT INTO "drifttools_demand_14" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '0';
CREATE TEMP TABLE "drifttools_demand_15" (holds INTEGER CONSTRAINT "before s05: there are no rows of videos that are equal to others in ux_videos_published" CHECK (holds));
INSERT INTO "drifttools_demand_15" SELECT CAST((select coalesce(sum(more), 0) from (select count(*) - 1 as more from "videos" where (published_at is not null) and (owner_id) is not null and (title) is not null group by owner_id, title having count(*) > 1)) AS TEXT) = '0';
CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title) WHERE published_at IS NOT NULL;
CREATE TEMP TABLE "drifttools_demand_16" (holds INTEGER CONSTRAINT "after s05: index main.videos.ux_videos_published is there" CHECK (holds));
INSERT INTO "drifttools_demand_16" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '1';
CREATE TEMP TABLE "drifttools_demand_17" (holds INTEGER CONSTRAINT "no row refers to what is not there: see PRAGMA foreign_key_check" CHECK (holds));
INSERT INTO "drifttools_demand_17" SELECT (SELECT count(*) FROM pragma_foreign_key_check) <= (SELECT rows FROM drifttools_orphans);
COMMIT;
