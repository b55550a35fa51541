PRAGMA user_version = 4;

-- The name that the machine's account was to get, and may have got; nothing as soon as it is known which it has.
ALTER TABLE membership ADD COLUMN renaming TEXT;
