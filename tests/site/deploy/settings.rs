//! What can be wrong with a target in the settings.

use std::fmt::Write as _;

use expect_test::expect;

use crate::support::TestSite;

/// The report of a site with these targets.
fn report(targets: &str) -> String {
    let site = TestSite::new("=== content/articles/hello.md\n---\ntitle: Hello\n---\nText.\n");
    let settings = format!("targets:\n{targets}");
    site.file("content/site.yaml", &settings).run().report()
}

/// The message and the place of each finding.
fn faults(targets: &str) -> String {
    let report = report(targets);
    let mut lines = report.lines();
    let mut faults = String::new();
    while let Some(line) = lines.next() {
        if let Some(message) = line.strip_prefix("error[bad-target]: ") {
            let place = lines.next().unwrap_or_default().trim_start();
            writeln!(faults, "{message} {place}").unwrap();
        }
    }
    faults
}

#[test]
fn a_target_has_one_place_and_the_finding_points_at_its_name() {
    expect![[r"
        error[bad-target]: the target `live` names more than one place: `folder`, `s3`
         --> content/site.yaml:2:3
          |
        2 |   live: {folder: {path: ../www}, s3: {bucket: my-site}}
          |   ^^^^
          |
          = help: name exactly one of `folder`, `git`, `s3` and `azure`
        error[bad-target]: the target `none` names no place
         --> content/site.yaml:3:3
          |
        3 |   none: {grace_days: 3}
          |   ^^^^
          |
          = help: name exactly one of `folder`, `git`, `s3` and `azure`
    "]]
    .assert_eq(&report(
        "  live: {folder: {path: ../www}, s3: {bucket: my-site}}\n  none: {grace_days: 3}\n",
    ));
}

#[test]
fn what_would_start_a_program_or_show_a_key_is_refused() {
    expect![[r"
        `targets.c.git.remote` holds more than an address, such as a password --> content/site.yaml
        `targets.d.git.remote` holds more than an address, such as a password --> content/site.yaml
        `targets.l.s3.endpoint` holds more than an address, such as a password --> content/site.yaml
        `targets.m.s3.endpoint` holds more than an address, such as a password --> content/site.yaml
        `targets.n.s3.endpoint` holds more than an address, such as a password --> content/site.yaml
        `--upload-pack=x` cannot be a remote --> content/site.yaml:2:21
        `ext::sh -c x` cannot be a remote --> content/site.yaml:3:21
        `a b` cannot be a branch --> content/site.yaml:6:37
        `-x` cannot be a branch --> content/site.yaml:7:37
        `a..b` cannot be a branch --> content/site.yaml:8:37
        `a/b` cannot be the name of a store --> content/site.yaml:9:20
        `/blog/` cannot be a folder of the store --> content/site.yaml:10:31
        `a/../b` cannot be a folder of the store --> content/site.yaml:11:31
        `http://store.example.org` would carry the key of the store in the open --> content/site.yaml:12:33
        `a/b` cannot be the name of a store --> content/site.yaml:16:24
        a base URL ends with its folder, without `?` or `#` --> content/site.yaml:17:36
        a command has no words --> content/site.yaml:18:33
    "]].assert_eq(&faults(
        r#"  a: {git: {remote: --upload-pack=x}}
  b: {git: {remote: "ext::sh -c x"}}
  c: {git: {remote: "https://robin:secret@example.org/x.git"}}
  d: {git: {remote: "https://token@example.org/x.git"}}
  e: {git: {remote: origin, branch: "a b"}}
  f: {git: {remote: origin, branch: "-x"}}
  g: {git: {remote: origin, branch: "a..b"}}
  h: {s3: {bucket: "a/b"}}
  i: {s3: {bucket: a, prefix: /blog/}}
  j: {s3: {bucket: a, prefix: "a/../b"}}
  k: {s3: {bucket: a, endpoint: "http://store.example.org"}}
  l: {s3: {bucket: a, endpoint: "https://key:secret@store.example.org"}}
  m: {s3: {bucket: a, endpoint: "https://store.example.org/?sig=secret"}}
  n: {s3: {bucket: a, endpoint: "http://localhost:x@example.org"}}
  o: {azure: {account: "a/b", container: c}}
  p: {folder: {path: x}, base_url: "https://example.org/?a"}
  q: {folder: {path: x}, purge: [[]]}
"#,
    ));
}

#[test]
fn a_password_in_the_settings_is_not_shown() {
    let report = report("  a: {s3: {bucket: a, endpoint: 'https://key:canary@example.org'}}\n");
    expect![[r"
        error[bad-target]: `targets.a.s3.endpoint` holds more than an address, such as a password
        --> content/site.yaml
         = help: write the address alone; what opens it comes from the environment
    "]]
    .assert_eq(&report);
    assert!(!report.contains("canary"));
}

#[test]
fn good_targets_are_not_found_fault_with() {
    let good = r#"  a: {git: {remote: origin}}
  b: {git: {remote: "git@example.org:robin/x.git", branch: site/live}}
  c: {git: {remote: "ssh://git@example.org/x.git"}}
  d: {git: {remote: ../pages.git}}
  e: {git: {remote: "C:\\pages"}}
  f: {s3: {bucket: my-site.example, prefix: a/b, region: eu-west-2}}
  g: {s3: {bucket: a, endpoint: "http://127.0.0.1:5000"}}
  h: {s3: {bucket: a, endpoint: "http://[::1]:5000"}}
  i: {s3: {bucket: a, endpoint: "http://localhost"}}
  j: {azure: {account: acc, container: $web, endpoint: "https://store.example.org/acc"}}
  k: {folder: {path: /mnt/www}, base_url: "https://example.org/x/", purge: [[curl, --fail]]}
"#;
    assert_eq!(report(good), "");
}
