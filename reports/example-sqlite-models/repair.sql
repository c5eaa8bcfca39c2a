-- plan-044a93d34a: repair of test.db (5 steps), made by drifttools
-- copy the file first; then: sqlite3 -bail FILE < this script
-- without -bail sqlite3 goes on after an error, and commits a part of it
PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;
-- s01: drop index main.videos.ux_videos_published
DROP INDEX "ux_videos_published";
-- s02: create table main.notifications
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
-- s03: write anew table main.users: column phone_number, column preferences, constraint user_role, constraint user_status
--     counted: no rows of users that violate CHECK (role IN ('USER', 'MODERATOR'))
--     counted: no rows of users that violate CHECK (status IN ('ACTIVE', 'SUSPENDED'))
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
-- s04: write anew table main.videos: column details
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
-- s05: create index main.videos.ux_videos_published
CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title) WHERE published_at IS NOT NULL;
COMMIT;
PRAGMA foreign_key_check;
