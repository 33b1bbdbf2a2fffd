//! Routes with least and most lags, a negative one among them; slots at many times to go to.

use super::Draft;

/// First, one of each second and third.
pub fn add(draft: &mut Draft) {
    draft.environment("Order");
    for id in ["Order first", "Order second", "Order third"] {
        draft.stage(id, 3, &["Order"]);
    }
    let first = draft.open("Order first", "Order", 20, 23);
    let second: Vec<usize> =
        (16..40).map(|start| draft.open("Order second", "Order", start, start + 3)).collect();
    let third: Vec<usize> =
        (16..50).map(|start| draft.open("Order third", "Order", start, start + 3)).collect();
    for number in 0..draft.crowd {
        let id = format!("order {number}");
        let participant = draft.participant(&id, &["Order first", "Order second", "Order third"]);
        let steps = &mut participant.routes[0].steps;
        (steps[1].min_lag, steps[1].max_lag) = (2, Some(6));
        (steps[2].min_lag, steps[2].max_lag) = (-2, Some(5));
        steps[1].optional = number % 2 == 1;
        // Ends at 23; starts 27, 4 after; ends at 30; starts at 29, 1 before.
        draft.place(&id, &[first, second[27 - 16], third[29 - 16]]);
    }
}
