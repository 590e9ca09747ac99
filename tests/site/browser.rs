//! What needs a browser is not part of the test run; it stands in `tests/browser`.

use std::process::Command;

use crate::support::{repository, soleus};

#[test]
#[ignore = "tests/browser needs Chromium, Java and npm; .ci/run runs it"]
fn the_built_site_passes_the_browser_tests() {
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let built = soleus(&repository(), &["build", "--out", public.to_str().unwrap()]);
    assert!(built.status.success(), "{built:?}");
    let tests = repository().join("tests/browser");
    let npm = Command::new("npm").args(["ci", "--silent"]).current_dir(&tests).status();
    assert!(npm.expect("npm is installed").success());
    let node = Command::new("node").arg("run.mjs").arg(&public).current_dir(&tests).status();
    assert!(node.expect("Node is installed").success());
}
