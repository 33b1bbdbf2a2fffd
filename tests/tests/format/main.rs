//! The format of files: schemas, versions, hostile input.

mod schema;
