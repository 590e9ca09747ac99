//! The files by which hosts learn how to serve a site.

use expect_test::expect;

use crate::support::{Ran, TestSite};

fn site(hosts: &str) -> TestSite {
    TestSite::new("")
        .file("content/site.yaml", &format!("base_url: https://run.example.org/\nhosts: {hosts}\n"))
        .file(
            "content/articles/hello.md",
            "---\ntitle: Hello\naliases: [/old/, \"/2019/déjà vu/\", /gone.php]\n---\nText.\n",
        )
        .file("static/style.css", "body { color: black }")
        .file("static/print.css", "@page { margin: 1cm }")
        .file("static/timer.js", "start();")
}

fn text<'r>(ran: &'r Ran, file: &str) -> Option<&'r str> {
    ran.pages.get(file).map(String::as_str)
}

#[test]
fn a_site_that_names_no_host_has_no_such_file() {
    let ran = site("[]").run();
    for file in ["_headers", "_redirects", ".nojekyll", "CNAME"] {
        assert_eq!(text(&ran, file), None, "{file}");
    }
}

#[test]
fn netlify_and_cloudflare_read_headers_and_redirects() {
    let ran = site("[netlify]").run();
    assert_eq!(ran.report(), "");
    let files = &ran.compiled.plan.shared.files;
    let headers = text(&ran, "_headers").expect("header rules");
    let headers = headers.replace(&files["favicon.svg"], "FAVICON");
    let headers = headers.replace(&files["search.js"], "SCRIPT");
    expect![[r"
        /*
          Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'none'; img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'
          Permissions-Policy: camera=(), geolocation=(), microphone=()
          Referrer-Policy: strict-origin-when-cross-origin
          X-Content-Type-Options: nosniff
        FAVICON
          Cache-Control: public, max-age=31536000, immutable
        /print.f92e8f5666.css
          Cache-Control: public, max-age=31536000, immutable
        SCRIPT
          Cache-Control: public, max-age=31536000, immutable
        /style.4bfce31786.css
          Cache-Control: public, max-age=31536000, immutable
        /timer.9cfffee5d5.js
          Cache-Control: public, max-age=31536000, immutable
        /pagefind/filter/*
          Cache-Control: public, max-age=31536000, immutable
        /pagefind/fragment/*
          Cache-Control: public, max-age=31536000, immutable
        /pagefind/index/*
          Cache-Control: public, max-age=31536000, immutable
    "]].assert_eq(&headers);
    expect![[r"
        /2019/d%C3%A9j%C3%A0%20vu/ /articles/hello/ 301!
        /gone.php /articles/hello/ 301!
        /old/ /articles/hello/ 301!
    "]]
    .assert_eq(text(&ran, "_redirects").expect("redirects"));
    let cloudflare = site("[cloudflare-pages]").run();
    assert_eq!(text(&cloudflare, "_headers"), text(&ran, "_headers"));
    let without_sign = text(&ran, "_redirects").map(|text| text.replace("301!", "301"));
    assert_eq!(text(&cloudflare, "_redirects").map(str::to_owned), without_sign);
}

#[test]
fn github_pages_reads_a_name_and_an_empty_file() {
    let ran = site("[github-pages]").run();
    assert_eq!(text(&ran, ".nojekyll"), Some(""));
    assert_eq!(text(&ran, "CNAME"), Some("run.example.org\n"));
    assert_eq!(text(&ran, "_headers"), None);
    let theirs = site("[github-pages]").base_url("https://someone.github.io/run/").run();
    assert_eq!(text(&theirs, "CNAME"), None, "the name is theirs");
}

#[test]
fn a_file_of_the_site_takes_the_place_of_ours() {
    let ran = site("[netlify]").file("static/_headers", "/*\n  X-Mine: yes\n").run();
    assert_eq!(ran.report(), "");
    assert_eq!(text(&ran, "_headers"), None, "it is copied");
    assert!(ran.compiled.plan.at("/_headers").is_some());
}

#[test]
fn a_site_in_a_folder_is_told_that_hosts_look_at_the_top() {
    let ran = site("[cloudflare-pages]").base_url("https://run.example.org/blog/").run();
    expect![[r"
        warning[host-limit]: `_headers` and `_redirects` are not read in a folder such as `/blog`
         --> content/site.yaml:2:8
          |
        2 | hosts: [cloudflare-pages]
          |        ^^^^^^^^^^^^^^^^^^
          |
          = help: move the two to the top of the host, or publish the site there
    "]]
    .assert_eq(&ran.report());
    assert_eq!(
        text(&ran, "_redirects").and_then(|text| text.lines().last()),
        Some("/blog/old/ /blog/articles/hello/ 301")
    );
}

#[test]
fn a_host_that_reads_only_so_many_redirects_is_named() {
    let aliases: Vec<String> = (0..2001).map(|number| format!("/old/{number}/")).collect();
    let article = format!("---\ntitle: Hello\naliases: [{}]\n---\nText.\n", aliases.join(", "));
    let ran = site("[cloudflare-pages]").file("content/articles/hello.md", &article).run();
    expect![[r"
        warning[host-limit]: Cloudflare Pages reads 2,000 redirects, and the site has 2001
         --> content/site.yaml:2:8
          |
        2 | hosts: [cloudflare-pages]
          |        ^^^^^^^^^^^^^^^^^^
          |
          = help: the old addresses past them show a page that leads on
    "]]
    .assert_eq(&ran.report());
}
