//! What an administrator does: join, verify, reset, query, list.
