//! Rendering, exit codes, prompting, sanitising.
