PRAGMA user_version = 3;

-- What computers say of themselves, for those that read the directory; a computer that has said nothing has no row. Names of
-- services have a line each.
CREATE TABLE computer (
    rid INTEGER PRIMARY KEY REFERENCES user (rid) ON DELETE CASCADE,
    dns_host_name TEXT NOT NULL,
    operating_system TEXT NOT NULL,
    operating_system_version TEXT NOT NULL,
    operating_system_service_pack TEXT NOT NULL,
    service_principal_names TEXT NOT NULL,
    supported_encryption_types INTEGER
) STRICT;
