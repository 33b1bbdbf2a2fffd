//! Explanations: that they are right, and how they are worded.

mod anew;
mod conflict;
mod contradiction;
mod judge;
mod random;
mod recommend;
mod relax;
mod requirements;
mod scenes;
mod score;
mod seeded;
mod why_not;
