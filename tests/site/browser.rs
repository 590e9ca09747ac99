//! What needs a browser, Java or npm is not part of the test run; it stands in `tests/browser` and
//! `tests/servers`.

use std::path::Path;
use std::process::Command;

use crate::support::{repository, soleus};

#[test]
#[ignore = "tests/browser needs Chromium, Java and npm; .ci/run runs it"]
fn the_built_site_and_the_preview_pass_the_browser_tests() {
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let built = soleus(&repository(), &["build", "--out", public.to_str().unwrap()]);
    assert!(built.status.success(), "{built:?}");
    let tests = repository().join("tests/browser");
    install(&tests);
    node(Command::new("node").arg(tests.join("run.mjs")).arg(&public));
    node(Command::new("node").arg(tests.join("timer.mjs")).arg(&public));
    node(with_program(Command::new("node").arg(tests.join("preview.mjs"))));
}

#[test]
#[ignore = "tests/servers needs Node and npm; .ci/run runs it"]
fn the_log_for_code_hosts_fits_its_schema() {
    let tests = repository().join("tests/servers");
    install(&tests);
    node(with_program(Command::new("node").arg(tests.join("sarif.mjs"))));
}

fn install(tests: &Path) {
    let npm = Command::new("npm").args(["ci", "--silent"]).current_dir(tests).status();
    assert!(npm.expect("npm is installed").success());
}

fn with_program(command: &mut Command) -> &mut Command {
    command.arg(env!("CARGO_BIN_EXE_soleus")).arg(repository())
}

fn node(command: &mut Command) {
    assert!(command.status().expect("Node is installed").success());
}
