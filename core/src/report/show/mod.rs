//! Answers and reports for people and programs: text for a terminal, HTML for a notebook, JSON.
//!
//! What is shown is data first; [`Show::blocks`] says it in headings, sentences, lists and tables,
//! and the renderers here show these, whatever it is.

mod html;
mod text;

use serde::Serialize;

/// A piece of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What the next pieces are about.
    Heading(String),
    /// Sentences.
    Text(String),
    /// One thing a line.
    List(Vec<String>),
    /// Rows under headings.
    Table {
        /// What the columns hold.
        headings: Vec<String>,
        /// Columns of numbers, by place.
        numbers: Vec<usize>,
        /// As many cells each as there are headings.
        rows: Vec<Vec<String>>,
    },
}

/// Data that can be shown.
pub trait Show: Serialize {
    /// What it says, in pieces.
    fn blocks(&self) -> Vec<Block>;

    /// As plain text; sentences are wrapped at about 100 columns.
    fn text(&self) -> String {
        text::render(&self.blocks())
    }

    /// As a piece of HTML that can stand in any page: names are escaped, and nothing is loaded.
    fn html(&self) -> String {
        html::render(&self.blocks())
    }

    /// As JSON: the data itself.
    fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}

pub(crate) fn headings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
