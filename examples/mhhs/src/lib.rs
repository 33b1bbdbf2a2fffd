//! MHHS.
