//! Files that pages load have a second name, which holds the hash of their bytes.

use soleus::headers::Role;
use soleus::plan::{Output, url};

use crate::support::{Ran, TestSite};

fn site() -> TestSite {
    TestSite::new("")
        .file("content/articles/hello.md", "---\ntitle: Hello\n---\n[The plan](/plan.pdf)\n")
        .file("static/style.css", "body { color: black }")
        .file("static/print.css", "@page { margin: 1cm }")
        .file("static/timer.js", "start();")
        .file("static/plan.pdf", "a plan")
        .file("static/icons/foot.svg", "<svg/>")
        .file("static/favicon.ico", "icon")
}

/// Every file that is copied, with its role.
fn copies(ran: &Ran) -> Vec<String> {
    let outputs = ran.compiled.plan.outputs.iter();
    let copies = outputs.filter(|(_, planned)| matches!(planned.output, Output::Copy(_)));
    copies.map(|(file, planned)| format!("{file} {:?}", planned.role())).collect()
}

#[test]
fn what_pages_load_is_there_under_its_name_and_under_its_hash() {
    let ran = site().run();
    let shown: Vec<String> = copies(&ran)
        .into_iter()
        .filter(|line| !line.starts_with("favicon.svg") && !line.starts_with("search."))
        .collect();
    assert_eq!(ran.report(), "");
    expect_test::expect![[r"
        favicon.19840ceb45.svg Fingerprinted
        favicon.df6bf0779c.ico Fingerprinted
        favicon.ico Asset
        icons/foot.09a1d6ef9f.svg Fingerprinted
        icons/foot.svg Asset
        plan.pdf Asset
        print.css Asset
        print.f92e8f5666.css Fingerprinted
        style.4bfce31786.css Fingerprinted
        style.css Asset
        timer.9cfffee5d5.js Fingerprinted
        timer.js Asset"]]
    .assert_eq(&shown.join("\n"));
}

#[test]
fn pages_name_the_file_by_its_hash() {
    let ran = site().base_url("https://example.org/blog/").run();
    let page = ran.page("articles/hello/index.html");
    let link = page.lines().find(|line| line.contains("rel=\"stylesheet\"")).expect("a stylesheet");
    let hash = blake3::hash(b"body { color: black }").to_hex();
    let address = format!("/blog/style.{}.css", &hash[..10]);
    let integrity = "sha384-1LjaBmZANI+VtQCkuGurFCvh/6ve6AdpEybzk0qrdHXMV+0m7NSFOJz2pwpUBM/B";
    let expected =
        format!("<link rel=\"stylesheet\" href=\"{address}\" integrity=\"{integrity}\">");
    assert_eq!(link, expected);
    assert!(ran.compiled.plan.at(&address["/blog".len()..]).is_some(), "it is published");
}

#[test]
fn other_bytes_have_another_name() {
    let before = site().run();
    let after = site().file("static/style.css", "body { color: navy }").run();
    let names = |ran: &Ran| -> Vec<String> {
        let files = ran.compiled.plan.outputs.iter();
        let kept = files.filter(|(_, planned)| planned.role() == Role::Fingerprinted);
        kept.map(|(file, _)| file.clone()).filter(|file| file.starts_with("style")).collect()
    };
    assert_ne!(names(&before), names(&after));
    assert_eq!(url::without_fingerprint(&names(&after)[0]).as_deref(), Some("style.css"));
}

#[test]
fn only_a_name_with_a_hash_is_taken_for_one() {
    for file in
        ["style.css", "style.1234.css", "a/1234567890.css", "x.1234567890.pdf", "x.123456789g.css"]
    {
        assert_eq!(url::without_fingerprint(file), None, "{file}");
    }
    assert_eq!(url::without_fingerprint("a/b.1234567890.css").as_deref(), Some("a/b.css"));
}
