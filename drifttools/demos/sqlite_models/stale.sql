-- test.db as it was made when the models were younger: no phone number, an account that is active or not, no notifications.
CREATE TABLE users (
    id CHAR(36) NOT NULL,
    email VARCHAR(255) NOT NULL,
    username VARCHAR(50) NOT NULL,
    display_name VARCHAR(100),
    password_hash VARCHAR(200) NOT NULL,
    status VARCHAR(9) NOT NULL,
    role VARCHAR(9) NOT NULL,
    preferences JSON DEFAULT '{}' NOT NULL,
    last_login_at DATETIME,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (email),
    UNIQUE (username)
);
CREATE TABLE videos (
    id CHAR(36) NOT NULL,
    owner_id CHAR(36) NOT NULL,
    title VARCHAR(200) NOT NULL,
    tags JSON DEFAULT '[]' NOT NULL,
    details JSON DEFAULT '{}' NOT NULL,
    views BIGINT DEFAULT 0 NOT NULL,
    published_at DATETIME,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES users (id)
);
CREATE UNIQUE INDEX ux_videos_published ON videos (owner_id, title);
INSERT INTO users (id, email, username, password_hash, status, role)
VALUES ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'left@example.org', 'left_over', 'x', 'ACTIVE', 'USER');
