-- plan-65af2d1092: the way back (5 steps), made by drifttools for test.db
-- It makes no backup and no entry in the journal, as drift apply does, and drift rollback does not know of it.
-- Copy the file first: sqlite3 test.db "VACUUM INTO 'test.db.before'"
-- Then: sqlite3 test.db < this script. An error ends it, and rolls all of it back.
.bail on
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
CREATE TEMP TABLE drifttools_orphans AS SELECT count(*) AS rows FROM pragma_foreign_key_check;
-- s05: take back: create index main.videos.ux_videos_published
CREATE TEMP TABLE "drifttools_demand_1" (holds INTEGER CONSTRAINT "before s05: index main.videos.ux_videos_published is there" CHECK (holds));
INSERT INTO "drifttools_demand_1" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '1';
DROP INDEX "ux_videos_published";
-- s04: take back: write anew table main.videos: column details
CREATE TEMP TABLE "drifttools_demand_2" (holds INTEGER CONSTRAINT "before s04: table main.videos is there" CHECK (holds));
INSERT INTO "drifttools_demand_2" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'videos') AS TEXT) = '1';
CREATE TEMP TABLE "drifttools_rows_s04" AS SELECT (SELECT count(*) FROM "videos") AS rows;
PRAGMA legacy_alter_table = ON;
CREATE TABLE "drifttools_new_videos" (
    "id" CHAR(36) NOT NULL,
    "owner_id" CHAR(36) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "tags" JSON DEFAULT '[]' NOT NULL,
    "details" JSON DEFAULT '{}' NOT NULL,
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
CREATE TEMP TABLE "drifttools_demand_3" (holds INTEGER CONSTRAINT "after s04: every row of videos is there" CHECK (holds));
INSERT INTO "drifttools_demand_3" SELECT (SELECT count(*) FROM "videos") = (SELECT rows FROM "drifttools_rows_s04");
-- s03: take back: write anew table main.users: column phone_number, column preferences, constraint user_role, constraint user_status
CREATE TEMP TABLE "drifttools_demand_4" (holds INTEGER CONSTRAINT "before s03: table main.users is there" CHECK (holds));
INSERT INTO "drifttools_demand_4" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'users') AS TEXT) = '1';
CREATE TEMP TABLE "drifttools_rows_s03" AS SELECT (SELECT count(*) FROM "users") AS rows;
PRAGMA legacy_alter_table = ON;
CREATE TABLE "drifttools_new_users" (
    "id" CHAR(36) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "username" VARCHAR(50) NOT NULL,
    "display_name" VARCHAR(100),
    "password_hash" VARCHAR(200) NOT NULL,
    "status" VARCHAR(9) NOT NULL,
    "role" VARCHAR(9) NOT NULL,
    "preferences" JSON DEFAULT '{}' NOT NULL,
    "last_login_at" DATETIME,
    "created_at" DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email),
    UNIQUE (username)
);
INSERT INTO "drifttools_new_users" (rowid, "id", "email", "username", "display_name", "password_hash", "status", "role", "preferences", "last_login_at", "created_at") SELECT rowid, "id", "email", "username", "display_name", "password_hash", "status", "role", "preferences", "last_login_at", "created_at" FROM "users";
DROP TABLE "users";
ALTER TABLE "drifttools_new_users" RENAME TO "users";
PRAGMA legacy_alter_table = OFF;
CREATE TEMP TABLE "drifttools_demand_5" (holds INTEGER CONSTRAINT "after s03: every row of users is there" CHECK (holds));
INSERT INTO "drifttools_demand_5" SELECT (SELECT count(*) FROM "users") = (SELECT rows FROM "drifttools_rows_s03");
-- s02: take back: create table main.notifications
CREATE TEMP TABLE "drifttools_demand_6" (holds INTEGER CONSTRAINT "before s02: table main.notifications is there" CHECK (holds));
INSERT INTO "drifttools_demand_6" SELECT CAST((select count(*) from sqlite_schema where type = 'table' and name = 'notifications') AS TEXT) = '1';
DROP TABLE "notifications";
-- s01: take back: drop index main.videos.ux_videos_published
CREATE TEMP TABLE "drifttools_demand_7" (holds INTEGER CONSTRAINT "before s01: index main.videos.ux_videos_published is not there" CHECK (holds));
INSERT INTO "drifttools_demand_7" SELECT CAST((select count(*) from sqlite_schema where type = 'index' and name = 'ux_videos_published') AS TEXT) = '0';
CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title);
CREATE TEMP TABLE "drifttools_demand_8" (holds INTEGER CONSTRAINT "no row refers to what is not there: see PRAGMA foreign_key_check" CHECK (holds));
INSERT INTO "drifttools_demand_8" SELECT (SELECT count(*) FROM pragma_foreign_key_check) <= (SELECT rows FROM drifttools_orphans);
COMMIT;
