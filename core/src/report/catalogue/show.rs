//! The catalogue as text and HTML.

use super::{Catalogue, CatalogueEntry, CatalogueValue};
use crate::report::show::{Block, Show, headings};
use crate::report::words;

impl Show for Catalogue {
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::Heading("Environment catalogue".into())];
        if self.systems.is_empty() {
            blocks.push(Block::Text("There are no participants.".into()));
            return blocks;
        }
        let complete = self.systems.iter().filter(|one| one.missing == 0).count();
        let minimum = self.systems.iter().filter(|one| one.missing_of_minimum == 0).count();
        blocks.push(Block::Text(format!(
            "{}: {complete} complete, {minimum} with the minimum at least.",
            words::count(self.systems.len() as u64, "system")
        )));
        blocks.push(self.sums());
        for one in &self.systems {
            blocks.push(Block::Heading(one.participant.clone()));
            blocks.push(fields(one));
        }
        blocks
    }
}

impl Catalogue {
    fn sums(&self) -> Block {
        let names = ["participant", "missing of minimum", "missing"];
        let rows = (self.systems.iter())
            .map(|one| {
                vec![
                    one.participant.clone(),
                    one.missing_of_minimum.to_string(),
                    one.missing.to_string(),
                ]
            })
            .collect();
        Block::Table { headings: headings(&names), numbers: vec![1, 2], rows }
    }
}

impl CatalogueValue {
    /// Name of the field, with the environment that it is about.
    pub fn name(&self) -> String {
        match &self.environment {
            Some(environment) => format!("{environment} environment"),
            None => self.field.name().to_owned(),
        }
    }
}

/// Each field with what stands in it.
fn fields(one: &CatalogueEntry) -> Block {
    let rows = (one.fields.iter())
        .map(|field| {
            let missing = if field.minimum { "missing" } else { "missing (not in the minimum)" };
            vec![field.name(), field.value.clone().unwrap_or_else(|| missing.into())]
        })
        .collect();
    Block::Table { headings: headings(&["field", "value"]), numbers: Vec::new(), rows }
}
