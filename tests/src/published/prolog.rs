//! Facts such as `test( 't1', 10, [], ['r1'], 'fam1', 1 ).`

use super::Malformed;

/// A fact: its name and what stands in its brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub line: usize,
    pub name: String,
    pub values: Vec<Value>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Name(String),
    Number(u64),
    List(Vec<String>),
}

/// The facts of a text, one a line; comments (`%`) and empty lines are skipped.
pub fn facts(text: &str) -> Result<Vec<Fact>, Malformed> {
    (1..)
        .zip(text.lines().map(str::trim))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('%'))
        .map(|(number, line)| {
            let mut reader = Reader { rest: line, line: number };
            let fact = reader.fact()?;
            match reader.rest {
                "" => Ok(fact),
                rest => Err(Malformed::new(number, format!("{rest:?} after the fact's full stop"))),
            }
        })
        .collect()
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn fact(&mut self) -> Result<Fact, Malformed> {
        let end = self.rest.find(|c: char| !c.is_ascii_lowercase() && c != '_');
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        let name = name.to_owned();
        self.rest = rest;
        let values = self.between('(', ')', Self::value)?;
        self.expect('.')?;
        Ok(Fact { line: self.line, name, values })
    }

    fn value(&mut self) -> Result<Value, Malformed> {
        if self.rest.starts_with('[') {
            return self.between('[', ']', Self::quoted).map(Value::List);
        }
        if self.rest.starts_with('\'') {
            return self.quoted().map(Value::Name);
        }
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        let number = digits.parse().map_err(|_| self.unexpected("a name, a number or a list"))?;
        self.rest = rest;
        Ok(Value::Number(number))
    }

    fn quoted(&mut self) -> Result<String, Malformed> {
        self.expect('\'')?;
        let Some((name, rest)) = self.rest.split_once('\'') else {
            return Err(Malformed::new(self.line, "a quote that is not closed"));
        };
        let name = name.to_owned();
        self.rest = rest;
        Ok(name)
    }

    /// What `item` reads, separated by commas, between two brackets.
    fn between<T>(
        &mut self,
        open: char,
        close: char,
        item: impl Fn(&mut Self) -> Result<T, Malformed>,
    ) -> Result<Vec<T>, Malformed> {
        self.expect(open)?;
        let mut items = Vec::new();
        self.skip_blanks();
        if self.rest.starts_with(close) {
            self.expect(close)?;
            return Ok(items);
        }
        loop {
            self.skip_blanks();
            items.push(item(self)?);
            self.skip_blanks();
            if self.rest.starts_with(close) {
                self.expect(close)?;
                return Ok(items);
            }
            self.expect(',')?;
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), Malformed> {
        match self.rest.strip_prefix(wanted) {
            Some(rest) => {
                self.rest = rest;
                Ok(())
            }
            None => Err(self.unexpected(&format!("{wanted:?}"))),
        }
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn unexpected(&self, wanted: &str) -> Malformed {
        let found: String = self.rest.chars().take(20).collect();
        Malformed::new(self.line, format!("{found:?} where {wanted} should be"))
    }
}
