//! Templates name the version that they were written for, and a site hears once of those that are not
//! for this one.

use expect_test::expect;
use soleus::render::templates::VERSION;
use soleus::theme;

use crate::support::TestSite;

const PAGE: &str = "=== content/pages/about.md\n---\ntitle: About\n---\nText.\n";

#[test]
fn every_built_in_template_names_this_version_and_no_page_shows_it() {
    let line = format!("{{#- For soleus {VERSION}. -#}}\n");
    for (name, text) in theme::TEMPLATES {
        assert!(text.starts_with(&line), "{name}");
    }
    assert!(TestSite::new(PAGE).run().page("about/index.html").starts_with("<!DOCTYPE html>\n"));
}

#[test]
fn templates_of_another_version_are_told_of_once_and_those_without_one_never() {
    let ran = TestSite::new(PAGE)
        .file("templates/after-article.html", "{# For soleus 0.0. #}\n")
        .file("templates/mine/part.html", "{#- For soleus 12.34 -#}")
        .file("templates/other.html", "{# For soleus, with love. #}")
        .file("templates/this.html", &format!("{{#- For soleus {VERSION}. -#}}\n"))
        .run();
    expect![[r"
        warning[template-version]: templates for another version than soleus 0.1: `templates/after-article.html` (0.0), `templates/mine/part.html` (12.34)
        --> templates/after-article.html
         = help: compare each with the built-in template of its name, then write `{#- For soleus 0.1. -#}` above it
    "]].assert_eq(&ran.report());
}
