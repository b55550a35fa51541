-- "NLDC": what tells our files from others'. SQLite keeps both numbers in the file's header.
PRAGMA application_id = 0x4e4c4443;
PRAGMA user_version = 1;

-- The domain itself: one row. Spans are negative numbers of 100 ns and points in time FILETIMEs, as SAM writes them.
CREATE TABLE domain (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    sid TEXT NOT NULL,
    controller TEXT NOT NULL,
    created INTEGER NOT NULL,
    next_rid INTEGER NOT NULL,
    min_password_length INTEGER NOT NULL,
    password_history_length INTEGER NOT NULL,
    password_properties INTEGER NOT NULL,
    max_password_age INTEGER NOT NULL,
    min_password_age INTEGER NOT NULL,
    lockout_threshold INTEGER NOT NULL,
    lockout_duration INTEGER NOT NULL,
    lockout_observation_window INTEGER NOT NULL,
    force_logoff INTEGER NOT NULL,
    machine_account_quota INTEGER NOT NULL,
    refuse_password_change INTEGER NOT NULL,
    default_password_allowed INTEGER NOT NULL,
    oem_information TEXT NOT NULL
) STRICT;

-- The three databases of NT4 replication. `truncated` is the newest serial number whose change is no longer told.
CREATE TABLE database (
    db INTEGER PRIMARY KEY,
    serial INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    created INTEGER NOT NULL
) STRICT;

CREATE TABLE change (
    db INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    delta INTEGER NOT NULL,
    rid INTEGER,
    sid TEXT,
    name TEXT,
    time INTEGER NOT NULL,
    PRIMARY KEY (db, serial)
) STRICT, WITHOUT ROWID;

-- Every user, group and alias, so that a name is unique among them all. `kind`: 1 user, 2 group, 4 alias.
CREATE TABLE principal (
    db INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (db, rid),
    UNIQUE (db, folded)
) STRICT, WITHOUT ROWID;

-- `history` is last, so that reading a user never touches it: the hashes of old passwords, 16 octets each, newest first.
CREATE TABLE user (
    rid INTEGER PRIMARY KEY,
    control INTEGER NOT NULL,
    primary_group INTEGER NOT NULL,
    full_name TEXT NOT NULL,
    admin_comment TEXT NOT NULL,
    user_comment TEXT NOT NULL,
    home_directory TEXT NOT NULL,
    home_directory_drive TEXT NOT NULL,
    script_path TEXT NOT NULL,
    profile_path TEXT NOT NULL,
    workstations TEXT NOT NULL,
    parameters BLOB NOT NULL,
    units_per_week INTEGER NOT NULL,
    logon_hours BLOB,
    country_code INTEGER NOT NULL,
    code_page INTEGER NOT NULL,
    created INTEGER NOT NULL,
    password_last_set INTEGER NOT NULL,
    account_expires INTEGER NOT NULL,
    last_logon INTEGER NOT NULL,
    last_logoff INTEGER NOT NULL,
    bad_password_time INTEGER NOT NULL,
    lockout_time INTEGER NOT NULL,
    bad_password_count INTEGER NOT NULL,
    logon_count INTEGER NOT NULL,
    creator TEXT,
    version INTEGER NOT NULL,
    nt_hash BLOB,
    previous_hash BLOB,
    previous_replaced INTEGER,
    history BLOB NOT NULL
) STRICT;
-- People: few among many computers.
CREATE INDEX user_person ON user (rid) WHERE control & 16 != 0;
CREATE INDEX user_primary_group ON user (primary_group);
CREATE INDEX user_creator ON user (creator) WHERE creator IS NOT NULL;

CREATE TABLE sam_group (
    rid INTEGER PRIMARY KEY,
    description TEXT NOT NULL,
    attributes INTEGER NOT NULL
) STRICT;

-- Memberships besides those that follow from user.primary_group.
CREATE TABLE group_member (
    grp INTEGER NOT NULL REFERENCES sam_group (rid) ON DELETE CASCADE,
    member INTEGER NOT NULL REFERENCES user (rid) ON DELETE CASCADE,
    PRIMARY KEY (grp, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_member_of ON group_member (member, grp);

CREATE TABLE alias (
    db INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (db, rid)
) STRICT, WITHOUT ROWID;

CREATE TABLE alias_member (
    db INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    sid TEXT NOT NULL,
    PRIMARY KEY (db, rid, sid),
    FOREIGN KEY (db, rid) REFERENCES alias (db, rid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_member_of ON alias_member (sid, db, rid);

CREATE TABLE lsa_account (
    sid TEXT PRIMARY KEY,
    system_access INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lsa_privilege (
    sid TEXT NOT NULL REFERENCES lsa_account (sid) ON DELETE CASCADE,
    privilege TEXT NOT NULL,
    PRIMARY KEY (sid, privilege)
) STRICT, WITHOUT ROWID;
CREATE INDEX lsa_privilege_holder ON lsa_privilege (privilege, sid);

CREATE TABLE secret (
    folded TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    current BLOB,
    current_set INTEGER NOT NULL,
    old BLOB,
    old_set INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trusted_domain (
    sid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE,
    dns_name TEXT NOT NULL,
    folded_dns_name TEXT NOT NULL,
    direction INTEGER NOT NULL,
    type INTEGER NOT NULL,
    attributes INTEGER NOT NULL,
    posix_offset INTEGER NOT NULL,
    incoming BLOB,
    outgoing BLOB
) STRICT, WITHOUT ROWID;
CREATE INDEX trusted_domain_dns_name ON trusted_domain (folded_dns_name);

CREATE TABLE exception (
    folded TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    kinds INTEGER NOT NULL,
    owner TEXT NOT NULL,
    reason TEXT NOT NULL,
    created INTEGER NOT NULL,
    until INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    last_use INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: the number of a record that was cleared is not given again.
CREATE TABLE event (
    record INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source TEXT NOT NULL,
    strings BLOB NOT NULL,
    data BLOB NOT NULL,
    computer TEXT NOT NULL,
    user_sid TEXT,
    connection INTEGER,
    time INTEGER NOT NULL,
    last_time INTEGER NOT NULL,
    count INTEGER NOT NULL
) STRICT;
CREATE INDEX event_repeat ON event (event_id, strings);
