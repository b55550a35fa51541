//! SMB 2/3 for named pipes: sessions, signing, encryption.
