//! An environment that is open twice, and at another time for one stage.

use slotwise::model::Window;

use super::Draft;

pub fn add(draft: &mut Draft) {
    let open = [(10, 40), (60, 90)].map(|(from, to)| Window::new(draft.at(from), draft.until(to)));
    let own =
        Window { stages: vec!["Window own".into()], ..Window::new(draft.at(20), draft.until(50)) };
    draft.environment("Window").windows = open.into_iter().chain([own]).collect();
    draft.stage("Window", 4, &["Window"]);
    draft.stage("Window own", 4, &["Window"]);
    let slots = [
        draft.open("Window", "Window", 10, 14),
        draft.open("Window", "Window", 36, 40),
        draft.open("Window", "Window", 60, 64),
    ];
    draft.visitors("window", "Window", &slots);
    let slots =
        [draft.open("Window own", "Window", 20, 24), draft.open("Window own", "Window", 46, 50)];
    draft.visitors("own window", "Window own", &slots);
}
