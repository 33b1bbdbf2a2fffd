//! Pieces as HTML, in the look of the plan's page.

use maud::{Markup, PreEscaped, html};

use super::super::words::safe;
use super::Block;

const STYLE: &str = include_str!("show.css");

/// Everything in one element of its own, which brings its style along.
pub fn render(blocks: &[Block]) -> String {
    let markup = html! {
        div .slotwise-explanation {
            style { (PreEscaped(STYLE)) }
            @for block in blocks { (one(block)) }
        }
    };
    markup.into_string().chars().map(safe).collect()
}

fn one(block: &Block) -> Markup {
    match block {
        Block::Heading(text) => html! { h4 { bdi { (text) } } },
        Block::Text(text) => html! { p { bdi { (text) } } },
        Block::List(items) => html! { ul { @for item in items { li { bdi { (item) } } } } },
        Block::Table { headings, numbers, rows } => html! {
            table {
                thead { tr {
                    @for (place, name) in headings.iter().enumerate() {
                        th .n[numbers.contains(&place)] { (name) }
                    }
                } }
                tbody {
                    @for row in rows { tr {
                        @for (place, cell) in row.iter().enumerate() {
                            td .n[numbers.contains(&place)] { bdi { (cell) } }
                        }
                    } }
                }
            }
        },
    }
}
