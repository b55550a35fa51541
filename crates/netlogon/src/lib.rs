//! The secure channel: session key, credentials, security provider, set-up.
