PRAGMA user_version = 5;

-- Whether who knew the previous password replaced it by the one in use, and nobody has had a word in the account since.
ALTER TABLE user ADD COLUMN previous_is_own INTEGER NOT NULL DEFAULT 0;
-- When a computer came with its previous password; 0 if it has come with the one in use since.
ALTER TABLE user ADD COLUMN previous_used INTEGER NOT NULL DEFAULT 0;
