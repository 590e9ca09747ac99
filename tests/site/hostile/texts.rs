//! Markdown that wants to become a script, a handler or an address that runs; and Markdown that wants
//! to take for ever.

use super::{Case, End, article, attack, shown};
use crate::support::TestSite;

/// HTML that runs something, however much HTML the site allows.
const ACTIVE: [&str; 33] = [
    "<script>x()</script>",
    "words <script src=/x.js></script>",
    "<SCRIPT\n>x()</SCRIPT>",
    "<img src=x onerror=x()>",
    "words <img src=x onerror=x()>",
    "<b\nonclick=x()>b</b>",
    "<div\nonclick=\"x()\"\n>b</div>",
    "<div ONCLICK = x()>",
    "<svg onload=x()>",
    "<svg><a xlink:href=javascript:x()>a</a></svg>",
    "<iframe src=https://evil.example></iframe>",
    "<iframe srcdoc='<script>x()</script>'></iframe>",
    "<object data=x></object>",
    "<embed src=x>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>*{display:none}</style>",
    "<form action=https://evil.example><input name=x></form>",
    "<details open ontoggle=x()>d</details>",
    "<a href=javascript:x()>a</a>",
    "<a href='java&#10;script:x()'>a</a>",
    "words <a href=\"java\nscript:x()\">a</a>",
    "<div><a href=\"java\nscript:x()\">a</a></div>",
    "<div><a href=\"\njavascript:x()\">a</a></div>",
    "<a href='&#x6A;avascript:x()'>a</a>",
    "<a href='java&Tab;script&colon;x()'>a</a>",
    "<p style='background:url(javascript:x())'>p</p>",
    "<button formaction=javascript:x()>b</button>",
    "<math><mi xlink:href='data:x,<script>x()</script>'>m</mi></math>",
    "<!--><script>x()</script>-->",
    "<!-- --!><img src=x onerror=x()> -->\n\n<b onclick=x()>",
    "<noscript><p title='</noscript><img src=x onerror=x()>'></noscript>",
];

/// Links that run something or leave the site in disguise.
const LINKS: [&str; 36] = [
    "[x](javascript:x())",
    "[x](JaVaScRiPt:x())",
    "[x](&#106;avascript:x())",
    "[x](&#x6A;&#x61;vascript&colon;x())",
    "[x](java&#9;script:x())",
    "[x](java&#10;script:x())",
    "[x](&#1;javascript:x())",
    "[x](<  javascript:x()>)",
    "[x](java\\script:x())",
    "<javascript:x()>",
    "[x][y]\n\n[y]: javascript:x()",
    "[x](vbscript:x)",
    "[x](data:text/html,<script>x()</script>)",
    "![x](data:image/svg+xml,<svg/onload=x()>)",
    "![x](javascript:x())",
    "![x](https://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "[x](//evil.example)",
    "[x](\\\\\\\\evil.example)",
    "[x](/\\\\evil.example)",
    "[x](/%2Fevil.example)",
    "[x](/%2F)",
    "[x](/%2Farticles/)",
    "[x](/%5Cevil.example)",
    "[x](/%09/evil.example)",
    "[x](/&#9;/evil.example)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://evil.example/1)",
    "[x](filesystem:https://evil.example/1)",
    "[x](soleus-citation:@x)",
    "[x](soleus-alert:!x)",
    "[x](soleus-undefined:x)",
    "[[javascript:x()]]",
    "[[//evil.example|x]]",
    "[@javascript:x()]",
    "[x](https:/\\\\evil.example)",
];

/// Addresses, ids and words that want to break out of an attribute.
const ATTRIBUTES: [&str; 18] = [
    "[x](https://e.example/\"onclick=x())",
    "[x](<https://e.example/\" onclick=\"x()>)",
    "[x](https://e.example/'onclick='x())",
    "[x](mailto:a\"onclick=x())",
    "[x](tel:1\"><script>)",
    "[x](/ \"\\\" onclick=x() \\\"\")",
    "[x](#\"onclick=x())",
    "[x\" onclick=x()](/)",
    "[\"><script>x()\\</script>](/)",
    "## h {#\"onclick=x()}",
    "## h {onclick=x()}",
    "## h {.a\"onclick=x() #b}",
    "<img/src=x/onerror=x()>",
    "```\"onclick=x()><x-evil>\ncode\n```",
    "~~~ \"><script>x()</script>\n</code><x-evil>\n~~~",
    "[^\"><x-evil>]\n\n[^\"><x-evil>]: note",
    "> [!\"ONCLICK]\n> x",
    "`</code><x-evil>` **\"onclick=x()**",
];

fn with_html(text: &str) -> Case {
    let site = TestSite::new("")
        .file("content/articles/one.md", &article(text))
        .file("content/site.yaml", "raw_html: true\n");
    Case::new(format!("HTML allowed: {}", shown(text)), site)
}

#[test]
fn html_that_runs_is_refused_whether_html_is_allowed_or_not() {
    let forbidden = ACTIVE.map(Case::text).into_iter();
    let allowed = ACTIVE.map(with_html).into_iter();
    attack("HTML", forbidden.chain(allowed).map(|case| case.wants(End::Findings)).collect());
}

#[test]
fn a_link_leads_nowhere_that_runs_and_to_no_host_in_disguise() {
    attack(
        "links",
        LINKS.into_iter().flat_map(|link| [Case::text(link), with_html(link)]).collect(),
    );
}

/// The host of a disguised link exists on the site too, as a file, so that the link is not dead.
#[test]
fn a_file_that_is_called_like_a_host_makes_no_link_to_the_host() {
    let cases = ["/%2Fevil.example", "/%2fevil.example#x", "//evil.example", "/%2F%2Fevil.example"]
        .map(|to| {
            Case::text(&format!("[x]({to})")).prepare(|root| {
                std::fs::create_dir_all(root.join("static")).expect("a folder");
                std::fs::write(root.join("static/evil.example"), "a file").expect("a file");
            })
        });
    attack("hosts", cases.into());
}

#[test]
fn nothing_breaks_out_of_an_attribute() {
    attack(
        "attributes",
        ATTRIBUTES.into_iter().flat_map(|text| [Case::text(text), with_html(text)]).collect(),
    );
}

/// What takes quadratic time in a careless parser.
const REPEATED: [&str; 44] = [
    "[", "*", ">", "|", "_", "`", "<", "&", "!", "#", "-", "~", "\\", "]", "(", "{", "}", "\"",
    "'", ":", "![", "[[", "[@", "[^", "[](", "<!--", "<a ", "</", "*a ", "**a*", "a_", "> ", "- ",
    "1. ", "`` ", "{{", "{{a", "{{a}}", "&#", "~~a", "[a](", "[a][", "[^a]", "![[a]](",
];

#[test]
fn a_line_of_one_megabyte_ends() {
    let cases = REPEATED.map(|part| {
        let text = part.repeat(1024 * 1024 / part.len());
        let mut case = Case::text(&text);
        case.name = format!("1 MB of `{part}`");
        case
    });
    attack("long lines", cases.into());
}

#[test]
fn a_megabyte_of_lines_ends() {
    let parts = [
        "> ",
        "- a",
        "# a",
        "|a|b|",
        "[a]: /",
        "[^a]: b",
        "* [ ] a",
        "> [!NOTE]",
        "[[a]]",
        "![a](b)",
        "<b>",
        "a  ",
        "***",
        "```",
        "    a",
        "[a](/nowhere/)",
        "[a](b.md)",
        "[@a]",
        "<!-- soleus-ignore dead-link: a -->",
    ];
    let cases = parts.map(|part| {
        let text = format!("{part}\n").repeat(1024 * 1024 / (part.len() + 1));
        let mut case = Case::text(&text);
        case.name = format!("1 MB of lines `{part}`");
        case
    });
    attack("many lines", cases.into());
}

/// Each line lies one deeper than the line before.
#[test]
fn deep_lists_and_quotes_end() {
    let deep = |part: &str| -> String {
        (0..1200).map(|depth| format!("{}{part}a\n", "  ".repeat(depth))).collect()
    };
    let wide: String = (0..1200).map(|depth| format!("{}a\n", ">".repeat(depth))).collect();
    let row = |count: usize| {
        format!("|{}\n|{}\n|{}\n", "a|".repeat(count), "-|".repeat(count), "b|".repeat(count))
    };
    let short_rows = format!("{}{}", row(4000), "|a|\n".repeat(4000));
    let notes: String = (0..20_000)
        .map(|n| format!("[^{n}] "))
        .chain((0..20_000).map(|n| format!("\n\n[^{n}]: note")))
        .collect();
    let names = ["list", "numbers", "quotes", "wide table", "table of short rows", "notes"];
    let texts = [deep("- "), deep("1. "), wide, row(100_000), short_rows, notes];
    let cases = names.into_iter().zip(texts).map(|(name, text)| {
        let mut case = Case::text(&text);
        case.name = name.to_owned();
        case
    });
    attack("deep texts", cases.collect());
}
