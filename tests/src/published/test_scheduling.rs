//! Test scheduling, CSPLib problem 073 (`test-scheduling/ORIGIN.md`): tests on machines, some of
//! which need global resources that there is one of.

use super::prolog::{Fact, Value, facts};
use super::shop::{Job, Operation, Shop};
use super::{LONGEST, Malformed};

/// Reads an instance.
///
/// # Errors
/// What is wrong with the first thing that is.
pub fn read(text: &str) -> Result<Shop, Malformed> {
    let facts = facts(text)?;
    let mut shop = Shop::default();
    for fact in &facts {
        match (fact.name.as_str(), &fact.values[..]) {
            ("embedded_board", [Value::Name(name)]) => shop.machines.push(name.clone()),
            ("resource", [Value::Name(name), Value::Number(1)]) => {
                shop.resources.push(name.clone());
            }
            ("test", _) | ("testsetup", [Value::Name(_), Value::Number(0)]) => {}
            ("embedded_board", _) => return Err(wrong(fact, "embedded_board( 'NAME')")),
            ("resource", _) => return Err(wrong(fact, "resource( 'NAME', 1)")),
            ("testsetup", _) => return Err(wrong(fact, "testsetup( 'FAMILY', 0 )")),
            (other, _) => {
                return Err(Malformed::new(fact.line, format!("{other:?} is no kind of fact")));
            }
        }
    }
    // Machines and resources come after the tests that name them.
    for fact in facts.iter().filter(|fact| fact.name == "test") {
        let job = test(fact, &shop)?;
        shop.jobs.push(job);
    }
    if shop.jobs.is_empty() {
        return Err(Malformed::new(text.lines().count() + 1, "there is no test"));
    }
    Ok(shop)
}

fn test(fact: &Fact, shop: &Shop) -> Result<Job, Malformed> {
    let [
        Value::Name(_),
        Value::Number(duration),
        Value::List(machines),
        Value::List(resources),
        Value::Name(_),
        Value::Number(1),
    ] = &fact.values[..]
    else {
        return Err(wrong(fact, "test( 'NAME', DURATION, [MACHINES], [RESOURCES], 'FAMILY', 1 )"));
    };
    if !(1..=LONGEST).contains(duration) {
        let message = format!("a duration of {duration} is not within 1 to {LONGEST}");
        return Err(Malformed::new(fact.line, message));
    }
    let find = |kind: &str, names: &[String], all: &[String]| {
        (names.iter())
            .map(|name| {
                all.iter().position(|other| other == name).ok_or_else(|| {
                    Malformed::new(fact.line, format!("there is no {kind} {name:?}"))
                })
            })
            .collect::<Result<Vec<usize>, _>>()
    };
    if shop.machines.is_empty() {
        return Err(Malformed::new(fact.line, "there is no machine for the test"));
    }
    let machines = if machines.is_empty() {
        (0..shop.machines.len()).collect()
    } else {
        find("machine", machines, &shop.machines)?
    };
    let operation = Operation {
        machines: machines.into_iter().map(|machine| (machine, *duration)).collect(),
        resources: find("resource", resources, &shop.resources)?,
    };
    Ok(Job { operations: vec![operation] })
}

fn wrong(fact: &Fact, form: &str) -> Malformed {
    Malformed::new(fact.line, format!("a fact {:?} should be {form}", fact.name))
}
