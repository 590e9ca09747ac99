//! What `wordpress-export-to-markdown` writes: its posts build at their old addresses with their
//! pictures beside them, and what cannot be read says what to write in its place.

use expect_test::expect;

use crate::support::TestSite;

/// Three posts as the export writes them: in folders, and as files with the day in their names.
const EXPORT: &str = "\
=== content/site.yaml
permalink: /{year}/{month}/{id}/
image_credit: {credit: own}
=== content/articles/hills/index.md
---
title: \"Hills \\\"again\\\" & more\"
date: \"2020-05-05\"
categories: 
  - \"training\"
  - \"hills\"
tags: 
  - \"hills\"
---

I ran **up** hills.

## What helped

![The knee](images/knee.png)
=== content/articles/hills/images/knee.png
x
=== content/articles/2020-06-01-flats.md
---
title: \"Flats\"
date: \"2020-06-01\"
categories: 
tags: 
draft: false
---

Flat. ![A road](images/road.png)
=== content/articles/images/road.png
y
=== content/articles/2021/02/snow/index.md
---
title: \"Snow\"
date: 2021-02-03
categories: 
  - \"training\"
---

Cold.
";

#[test]
fn exported_posts_are_at_their_old_addresses_with_their_pictures() {
    let ran = TestSite::new(EXPORT).run();
    assert_eq!(ran.report(), "");
    let hills = ran.page("2020/05/hills/index.html");
    assert!(hills.contains("<h1>Hills &quot;again&quot; &amp; more</h1>"), "{hills}");
    assert!(hills.contains("src=\"/articles/hills/images/knee.png\""), "{hills}");
    assert!(ran.page("2020/06/flats/index.html").contains("/articles/images/road.png"));
    assert!(ran.page("2021/02/snow/index.html").contains("Cold."));
    for picture in ["/articles/hills/images/knee.png", "/articles/images/road.png"] {
        assert!(ran.compiled.plan.at(picture).is_some(), "{picture}");
    }
}

#[test]
fn categories_are_tags_and_each_is_shown_once() {
    let ran = TestSite::new(EXPORT).run();
    let training = ran.page("tags/training/index.html");
    assert!(training.contains("/2020/05/hills/") && training.contains("/2021/02/snow/"));
    let hills = ran.page("2020/05/hills/index.html");
    assert_eq!(hills.matches("href=\"/tags/hills/\"").count(), 1, "{hills}");
}

#[test]
fn what_else_the_export_can_write_has_one_hint_each() {
    let site = TestSite::new(
        "\
=== content/articles/hills.md
---
title: \"Hills\"
date: \"2020-05-05T08:30:00.000Z\"
author: \"robin\"
coverImage: \"knee.png\"
excerpt: \"A short text.\"
id: \"12\"
slug: \"hills\"
status: \"publish\"
type: \"post\"
---

Text.
=== content/pages/about.md
---
title: \"About\"
categories: 
  - \"training\"
---

Text.
",
    );
    expect![[r#"
        error[bad-date]: `date` must be a date, but is `2020-05-05T08:30:00.000Z`
         --> content/articles/hills.md:3:7
          |
        3 | date: "2020-05-05T08:30:00.000Z"
          |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: write year, month and day: `2026-12-01`
        error[unknown-field]: `author` is not a field here
         --> content/articles/hills.md:4:1
          |
        4 | author: "robin"
          | ^^^^^^
          |
          = help: write `authors: [id]`, the name of a file in `content/people`
        error[unknown-field]: `coverImage` is not a field here
         --> content/articles/hills.md:5:1
          |
        5 | coverImage: "knee.png"
          | ^^^^^^^^^^
          |
          = help: show the picture in the text, `![what it shows](images/name.jpg)`, and take this out
        error[unknown-field]: `excerpt` is not a field here
         --> content/articles/hills.md:6:1
          |
        6 | excerpt: "A short text."
          | ^^^^^^^
          |
          = help: write it as `summary`
        error[unknown-field]: `id` is not a field here
         --> content/articles/hills.md:7:1
          |
        7 | id: "12"
          | ^^
          |
          = help: take it out; the name of the file is the id
        error[unknown-field]: `slug` is not a field here
         --> content/articles/hills.md:8:1
          |
        8 | slug: "hills"
          | ^^^^
          |
          = help: take it out; the name of the file is the id, and `aliases` keep old addresses
        error[unknown-field]: `status` is not a field here
         --> content/articles/hills.md:9:1
          |
        9 | status: "publish"
          | ^^^^^^
          |
          = help: take it out; write `draft: true` for what is not to be published
        error[unknown-field]: `type` is not a field here
          --> content/articles/hills.md:10:1
           |
        10 | type: "post"
           | ^^^^
           |
           = help: take it out; the folder that the file lies in says what it is
        error[unknown-field]: `categories` is not a field here
         --> content/pages/about.md:3:1
          |
        3 | categories: 
          | ^^^^^^^^^^
          |
          = help: take it out; only articles have tags
    "#]].assert_eq(&site.run().report());
}
