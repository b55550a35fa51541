PRAGMA user_version = 6;

-- How often others than the owner of an account had a word in what lets it in: its password, its being disabled, its kind.
ALTER TABLE user ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;
