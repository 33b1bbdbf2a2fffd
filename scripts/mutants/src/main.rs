//! Mutation testing of `core/src/check`.
//!
//! Usage: `make mutants` or `slotwise-mutants [--list | --built] [WHICH ...]`: names of files without
//! `.rs`, or numbers of mutants; `--built` runs the programs of the time before.
//!
//! A tool that builds the library once for each mutant would take hours. So all mutants are written
//! into a copy of the sources at once, each behind a number, and the variable `SLOTWISE_MUTANT`
//! chooses one when tests run: one build, then seconds for each mutant. Those that no test notices
//! are told; exit code 1 if there are any.

mod mutate;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use mutate::Mutant;

/// Where no rule is judged, only worded.
const LEFT_OUT: [&str; 3] = ["mod", "violation", "words"];

/// What is mutated, and where the choice is added.
const CHECK: &str = "core/src/check";
const LIBRARY: &str = "core/src/lib.rs";

/// Test programs, what to run of each, and whether for the rule of the file alone; quickest first.
const TESTS: [(&str, &[&str], bool); 6] = [
    ("judged", &[], false),
    ("must_reject", &["plans_without_a_mistake_are_accepted"], false),
    ("must_reject", &["a_mistake_breaks_its_rule_and_no_other"], true),
    ("must_reject", &["a_mistake_breaks_its_rule_and_no_other"], false),
    ("check_any", &[], false),
    ("scenarios", &[], false),
];

/// A file that is no rule's.
const OF_ALL: &str = "facts";

/// A test that takes longer runs in circles.
const PATIENCE: Duration = Duration::from_secs(120);

/// What the copy of the library gets to choose a mutant by.
const CHOICE: &str = "
/// Which mutant is on.
#[doc(hidden)]
pub mod mutants {
    use std::sync::LazyLock;

    static CHOSEN: LazyLock<u32> = LazyLock::new(|| {
        std::env::var(\"SLOTWISE_MUTANT\").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
    });

    /// Whether it is this one.
    pub fn on(number: u32) -> bool {
        *CHOSEN == number
    }
}
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<bool, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let root = root.canonicalize().map_err(|error| error.to_string())?;
    let (flags, wanted): (Vec<String>, Vec<String>) =
        env::args().skip(1).partition(|word| word.starts_with("--"));
    let flag = |name: &str| flags.iter().any(|flag| flag == name);
    let tree = root.join("target/mutants/tree");
    let programs = root.join("target/mutants/bin");
    copy(&root, &tree)?;
    let mut mutants = instrument(&root, &tree)?;
    mutants.retain(|mutant| {
        wanted.is_empty()
            || wanted.iter().any(|word| *word == mutant.file || *word == mutant.number.to_string())
    });
    if flag("--list") {
        mutants.iter().for_each(|mutant| println!("{mutant}"));
        return Ok(true);
    }
    if !flag("--built") {
        seed(&root)?;
        build(&root, &tree, &programs)?;
    }
    if let Some(failed) = fails(&tree, &programs, 0, OF_ALL)? {
        return Err(format!("without any mutant, {failed} fails"));
    }
    let mut survivors = Vec::new();
    let mut by_file: BTreeMap<String, (u32, u32)> = BTreeMap::new();
    for mutant in &mutants {
        let killed = fails(&tree, &programs, mutant.number, &mutant.file)?;
        let (all, alive) = by_file.entry(mutant.file.clone()).or_default();
        *all += 1;
        if killed.is_none() {
            *alive += 1;
            survivors.push(mutant);
        }
        println!("{mutant}: {}", killed.unwrap_or("SURVIVES"));
    }
    println!("\n{:<14} mutants  survive", "file");
    for (file, (all, alive)) in &by_file {
        println!("{file:<14} {all:>7} {alive:>8}");
    }
    println!("{:<14} {:>7} {:>8}", "all", mutants.len(), survivors.len());
    survivors.iter().for_each(|mutant| println!("survives: {mutant}"));
    Ok(survivors.is_empty())
}

/// The files that are kept under version control, or could be, as they are now.
fn copy(root: &Path, tree: &Path) -> Result<(), String> {
    let words = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let listed = Command::new("git").args(words).current_dir(root).output();
    let listed = listed.map_err(|error| format!("git: {error}"))?;
    for name in String::from_utf8_lossy(&listed.stdout).lines() {
        let (from, to) = (root.join(name), tree.join(name));
        let Ok(content) = fs::read(&from) else { continue };
        if !name.starts_with(CHECK) && name != LIBRARY {
            write(&to, &content)?;
        }
    }
    Ok(())
}

/// Unless it is there as it is: then nothing of it is built again.
fn write(path: &Path, content: &[u8]) -> Result<(), String> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, content))
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes all mutants into the copy.
fn instrument(root: &Path, tree: &Path) -> Result<Vec<Mutant>, String> {
    let told = |path: &Path, error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let folder = root.join(CHECK);
    let mut files: Vec<PathBuf> = (fs::read_dir(&folder).map_err(|e| told(&folder, &e))?)
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.sort();
    let mut mutants = Vec::new();
    for path in files {
        let mut text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if !LEFT_OUT.contains(&name.as_str()) {
            text = mutate::file(&name, &text, &mut mutants).map_err(|e| told(&path, &e))?;
        }
        write(&tree.join(CHECK).join(format!("{name}.rs")), text.as_bytes())?;
    }
    let library = root.join(LIBRARY);
    let mut text = fs::read_to_string(&library).map_err(|error| told(&library, &error))?;
    text.push_str(CHOICE);
    write(&tree.join(LIBRARY), text.as_bytes())?;
    Ok(mutants)
}

/// What others' crates were built into, HiGHS above all, need not be built again. A folder of its own,
/// since cargo can't tell the copy from the original.
fn seed(root: &Path) -> Result<(), String> {
    let (from, to) = (root.join("target/release"), root.join("target/mutants/target/release"));
    if to.exists() || !from.exists() {
        return Ok(());
    }
    for folder in [".fingerprint", "build", "deps"] {
        let there = to.join(folder);
        fs::create_dir_all(&there).map_err(|error| format!("{}: {error}", there.display()))?;
        let entries = fs::read_dir(from.join(folder)).map_err(|error| error.to_string())?;
        let names: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        let kept = names.iter().filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // Programs have no ending, libraries have.
            !name.contains("slotwise") && (folder != "deps" || path.extension().is_some())
        });
        for some in kept.collect::<Vec<_>>().chunks(200) {
            let status = Command::new("cp").arg("-a").args(some).arg(&there).status();
            if !status.is_ok_and(|status| status.success()) {
                return Err(format!("{} can't be copied to", there.display()));
            }
        }
    }
    Ok(())
}

/// Builds the test programs, and puts them into a folder.
fn build(root: &Path, tree: &Path, bin: &Path) -> Result<(), String> {
    let mut command = Command::new("cargo");
    command.args(["test", "--release", "--locked", "--no-run", "--message-format=json"]);
    for (name, ..) in TESTS {
        command.args(["--test", name]);
    }
    command.current_dir(tree).env("CARGO_TARGET_DIR", root.join("target/mutants/target"));
    // With the same tools, HiGHS counts as built.
    for (variable, path) in [("CMAKE", ".venv/bin/cmake"), ("LIBCLANG_PATH", ".venv/libclang")] {
        if env::var_os(variable).is_none() {
            command.env(variable, root.join(path));
        }
    }
    let output = command.stderr(Stdio::inherit()).output().map_err(|e| format!("cargo: {e}"))?;
    if !output.status.success() {
        return Err("the copy with all mutants can't be built".into());
    }
    fs::create_dir_all(bin).map_err(|error| format!("{}: {error}", bin.display()))?;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let value = |key: &str| {
            let rest = &line[line.find(&format!("\"{key}\":\""))? + key.len() + 4..];
            Some(&rest[..rest.find('"')?])
        };
        let Some(path) = value("executable") else { continue };
        let file = Path::new(path).file_name().unwrap_or_default().to_string_lossy();
        if let Some((name, _)) = file.rsplit_once('-') {
            fs::copy(path, bin.join(name)).map_err(|error| format!("{path}: {error}"))?;
        }
    }
    Ok(())
}

/// The test program that notices the mutant; `None` if it survives.
fn fails(
    tree: &Path,
    programs: &Path,
    number: u32,
    rule: &str,
) -> Result<Option<&'static str>, String> {
    for (name, tests, alone) in TESTS {
        if alone && rule == OF_ALL {
            continue;
        }
        let only = alone.then_some(("MUST_REJECT", rule));
        let mut child = (Command::new(programs.join(name)).args(tests).arg("--quiet"))
            .current_dir(tree.join("tests"))
            .env("SLOTWISE_MUTANT", number.to_string())
            .envs(only)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("{name}: {error}"))?;
        let begin = Instant::now();
        let passed = loop {
            match child.try_wait().map_err(|error| format!("{name}: {error}"))? {
                Some(status) => break status.success(),
                None if begin.elapsed() > PATIENCE => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break false;
                }
                None => sleep(Duration::from_millis(20)),
            }
        };
        if !passed {
            return Ok(Some(name));
        }
    }
    Ok(None)
}
