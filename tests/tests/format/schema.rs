//! `docs/schema`: as the types say, and what judges real documents as the reader does.

use std::path::{Path, PathBuf};
use std::{env, fs};

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};
use slotwise::format::{
    changes_schema, downtime_schema, plan_schema, programme_schema, read_changes, read_programme,
    scenarios_schema, write_changes, write_downtime, write_outcome, write_plan, write_programme,
};
use slotwise::model::DowntimeLog;
use slotwise::{Plan, Problem, SolveOptions, solve};
use slotwise_tests::random::{self, Mix};

/// Set to write the schemas instead of comparing them.
const WRITE: &str = "SLOTWISE_WRITE_SCHEMAS";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/schema/{name}.schema.json"))
}

fn schemas() -> [(&'static str, String); 5] {
    [
        ("programme", programme_schema()),
        ("plan", plan_schema()),
        ("changes", changes_schema()),
        ("downtime", downtime_schema()),
        ("scenarios", scenarios_schema()),
    ]
}

#[test]
fn the_published_schemas_are_up_to_date() {
    for (name, made) in schemas() {
        let path = file(name);
        if env::var_os(WRITE).is_some() {
            fs::write(&path, &made).expect("the schema is written");
        }
        let published = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(
            published == made,
            "docs/schema/{name}.schema.json is not what the types say; write it by\n\
             {WRITE}=1 cargo test --release --locked --test format schema"
        );
    }
}

/// A published schema, ready to judge.
struct Judge(Schemas, SchemaIndex);

impl Judge {
    fn new(name: &str) -> Self {
        let text = fs::read_to_string(file(name)).expect("the schema is there");
        let schema = serde_json::from_str(&text).expect("the schema is JSON");
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("schema.json", schema).expect("a resource");
        let mut schemas = Schemas::new();
        let index = compiler.compile("schema.json", &mut schemas).expect("the schema is valid");
        Self(schemas, index)
    }

    fn accepts(&self, document: &Value) -> Result<(), String> {
        self.0.validate(document, self.1).map_err(|error| error.to_string())
    }
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// The programme of the document, as `examples/mhhs` writes it.
fn mhhs() -> slotwise::Programme {
    let data = slotwise_mhhs::data::Data::load().expect("its data");
    slotwise_mhhs::programme::build(&data).expect("its programme").programme
}

#[test]
fn the_programme_of_the_document_is_as_the_schemas_say() {
    let programme = mhhs();
    let text = write_programme(&programme);
    assert_eq!(Judge::new("programme").accepts(&value(&text)), Ok(()));
    assert_eq!(read_programme(&text).expect("it reads"), programme);
    let problem = Problem::new(&programme).expect("a valid programme");
    let log = write_downtime(&DowntimeLog::of(&programme));
    assert_eq!(Judge::new("downtime").accepts(&value(&log)), Ok(()));
    assert!(log.contains("\"planned\""), "{log}");
    let plan = write_plan(&problem, &Plan::default());
    assert_eq!(Judge::new("plan").accepts(&value(&plan)), Ok(()));
}

#[test]
fn programmes_and_plans_of_every_rule_are_as_the_schemas_say() {
    let (programmes, plans) = (Judge::new("programme"), Judge::new("plan"));
    for seed in 0..40_u8 {
        let tape: Vec<u8> = (0..160_u32)
            .map(|place| (place.wrapping_mul(2_654_435_761) >> 13) as u8 ^ seed.wrapping_mul(37))
            .collect();
        let programme = random::programme(&Mix::all(), &tape);
        let text = write_programme(&programme);
        assert_eq!(programmes.accepts(&value(&text)), Ok(()), "{text}");
        let Ok(problem) = Problem::new(&programme) else { continue };
        if seed < 5 {
            let outcome = solve(&problem, &SolveOptions::default()).expect("an outcome");
            let text = write_outcome(&problem, &outcome);
            assert_eq!(plans.accepts(&value(&text)), Ok(()), "{text}");
        }
    }
}

#[test]
fn the_schema_of_changes_and_the_reader_judge_the_same() {
    let judge = Judge::new("changes");
    let good = value(
        r#"{"format_version": 1, "changes": [
            {"outage": {"id": "INC-1", "on": {"environment": "SIT-B"}, "kind": "ad_hoc",
                "from": "2024-05-13", "end": {"estimated_after": {"working_days": 4}}}},
            {"programme_moved": {"from": "2024-07-09", "by": {"months": 6, "days": 15}}},
            {"participant_joined": {"id": "Cole", "routes": [{"id": "a", "steps": [{"stage": "b"}]}]}}
        ]}"#,
    );
    assert_eq!(judge.accepts(&good), Ok(()));
    let changes = read_changes(&good.to_string()).expect("it reads");
    assert_eq!(judge.accepts(&value(&write_changes(&changes))), Ok(()));
    for (pointer, new) in [
        ("/changes/0/outage/end", json!("2024-05-17")),
        ("/changes/0/outage/kind", json!("sudden")),
        ("/changes/0/outage/until", json!("2024-05-17")),
        ("/changes/0", json!({"earthquake": {}})),
        ("/changes/1/programme_moved/by", json!({"weeks": 1})),
        ("/changes", json!({})),
    ] {
        let mut document = good.clone();
        let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
        match document.pointer_mut(parent).expect("a parent") {
            Value::Array(items) => items[field.parse::<usize>().expect("a place")] = new,
            other => other[field] = new,
        }
        assert!(judge.accepts(&document).is_err(), "the schema accepts {pointer}");
        assert!(read_changes(&document.to_string()).is_err(), "the reader accepts {pointer}");
    }
}

#[test]
fn the_schema_and_the_reader_refuse_the_same() {
    let judge = Judge::new("programme");
    let good = value(&write_programme(&slotwise_tests::small::programme()));
    assert_eq!(judge.accepts(&good), Ok(()));
    let wrong = [
        ("/format_version", json!(2)),
        ("/format_version", json!("1")),
        ("/extra", json!(1)),
        ("/programme/name", json!(null)),
        ("/programme/colour", json!("red")),
        ("/programme/calendar/from", json!("08/07/2024")),
        ("/programme/calendar/resolution", json!("week")),
        ("/programme/calendar/working_weekdays", json!(["monday"])),
        ("/programme/environments", json!({})),
        ("/programme/environments/0/windows/0/from", json!("soon")),
        ("/programme/environments/0/windows/0/until", json!("2024-08-05")),
        ("/programme/stages/0/duration", json!(1.5)),
        ("/programme/stages/0/duration", json!("5")),
        ("/programme/stages/0/slots/starts", json!({"every": {"periods": 1}, "weekdays": ["mon"]})),
        ("/programme/stages/0/slots/starts", json!({})),
        ("/programme/stages/0/environments/0", json!("SIT-A")),
        ("/programme/participants/0/weight", json!("much")),
        ("/programme/participants/0/roles", json!("MSS")),
        ("/programme/participants/0/routes/0/steps/0/optional", json!(0)),
        ("/programme/objective/levels/0/terms/0/term", json!("beauty")),
    ];
    for (pointer, new) in wrong {
        let mut document = good.clone();
        let (parent, field) = pointer.rsplit_once('/').expect("a pointer");
        let parent = document.pointer_mut(parent).expect("a parent");
        match parent {
            Value::Array(items) => items[field.parse::<usize>().expect("a place")] = new,
            other => other[field] = new,
        }
        assert!(judge.accepts(&document).is_err(), "the schema accepts {pointer}");
        assert!(read_programme(&document.to_string()).is_err(), "the reader accepts {pointer}");
    }
    for (parent, field) in [
        ("", "format_version"),
        ("", "programme"),
        ("/programme", "calendar"),
        ("/programme/calendar", "zone"),
        ("/programme/environments/0", "windows"),
        ("/programme/stages/0", "duration"),
        ("/programme/participants/0", "routes"),
    ] {
        let mut document = good.clone();
        let object = document.pointer_mut(parent).and_then(Value::as_object_mut);
        object.and_then(|object| object.remove(field)).expect("a field");
        assert!(judge.accepts(&document).is_err(), "the schema does without {parent}/{field}");
        assert!(read_programme(&document.to_string()).is_err(), "the reader does, too");
    }
}
