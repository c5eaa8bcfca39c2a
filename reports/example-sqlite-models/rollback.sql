-- plan-044a93d34a: the way back of test.db (5 steps), made by drifttools
-- copy the file first; then: sqlite3 -bail FILE < this script
-- without -bail sqlite3 goes on after an error, and commits a part of it
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
-- s05: take back: create index main.videos.ux_videos_published
DROP INDEX "ux_videos_published";
-- s04: take back: write anew table main.videos: column details
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
-- s03: take back: write anew table main.users: column phone_number, column preferences, constraint user_role, constraint user_status
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
-- s02: take back: create table main.notifications
DROP TABLE "notifications";
-- s01: take back: drop index main.videos.ux_videos_published
CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title);
COMMIT;
PRAGMA foreign_key_check;
