//! Building a programme step by step.
