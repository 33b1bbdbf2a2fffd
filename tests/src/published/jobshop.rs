//! Job shop (`jobshop/ORIGIN.md`): each job a chain of operations, each on a given machine.

use super::numbers::Numbers;
use super::shop::{Job, Operation, Shop};
use super::{LONGEST, MOST, Malformed};

/// Reads an instance.
///
/// # Errors
/// What is wrong with the first thing that is.
pub fn read(text: &str) -> Result<Shop, Malformed> {
    let mut numbers = Numbers::new(text);
    let jobs = numbers.next("number of jobs", 1..=MOST)?;
    let machines = numbers.next("number of machines", 1..=MOST)?;
    let mut shop = Shop::with_machines(machines);
    for _ in 0..jobs {
        let mut job = Job::default();
        for _ in 0..machines {
            let machine = numbers.next("machine", 0..=machines - 1)? as usize;
            let duration = numbers.next("duration", 1..=LONGEST)?;
            job.operations
                .push(Operation { machines: vec![(machine, duration)], resources: vec![] });
        }
        shop.jobs.push(job);
    }
    numbers.finish()?;
    Ok(shop)
}
