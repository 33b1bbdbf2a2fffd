//! Plans test environments.
