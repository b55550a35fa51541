PRAGMA user_version = 2;

-- A file that has this row is a machine's: its "domain" is that of the machine's own accounts.
CREATE TABLE machine (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    -- The workgroup that it is in while it is in no domain.
    workgroup TEXT NOT NULL,
    -- dwStartType of its Netlogon service.
    netlogon_start INTEGER NOT NULL
) STRICT;

-- The machine's membership of a domain: one row, or none. `sealed` has the values of the machine's password, encrypted
-- under the key that `key_id` names, which is not in this file; it is bound to all other columns.
CREATE TABLE membership (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    domain TEXT NOT NULL,
    dns_name TEXT,
    sid TEXT NOT NULL,
    computer TEXT NOT NULL,
    server TEXT,
    generation INTEGER NOT NULL,
    machine_id TEXT,
    product_uuid TEXT,
    key_id BLOB NOT NULL,
    nonce BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
