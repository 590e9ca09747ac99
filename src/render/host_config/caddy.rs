//! Settings for a site block of Caddy.

use std::fmt::Write as _;

use super::{FINGERPRINTED, Facts, kept};
use crate::schema::Compression;

pub(super) fn config(facts: &Facts) -> String {
    let Facts { root, base_path, .. } = facts;
    let [page, asset, fingerprinted] = kept();
    let mut text = format!(
        "# The site, for a site block of a Caddyfile. Made by `soleus host-config caddy`; make it anew\n\
         # when an entry gets an alias.\n\
         root * {}\n\
         header ?Content-Type application/octet-stream\n\
         \n\
         # How long browsers keep a file: a name that holds a hash for ever, all else for minutes.\n\
         @fingerprinted path_regexp {FINGERPRINTED}\n\
         @asset {{\n\tpath_regexp \\.[^./]+$\n\tnot path *.html *.xml *.json *.txt\n\t\
         not path_regexp {FINGERPRINTED}\n}}\n\
         route {{\n\t\
         header Cache-Control \"{page}\"\n\t\
         header @asset Cache-Control \"{asset}\"\n\t\
         header @fingerprinted Cache-Control \"{fingerprinted}\"\n}}\n",
        quoted(root)
    );
    for (name, value) in &facts.security {
        line(&mut text, &format!("header {name} {}", quoted(value)));
    }
    text.push_str(
        "\n# What begins with a dot is for tools, not for readers.\n\
         @hidden {\n\tpath */.*\n\tnot path */.well-known/*\n}\nerror @hidden 404\n",
    );
    for (number, (name, kind)) in facts.types.iter().enumerate() {
        line(&mut text, &format!("@type{number} path */{name}"));
        line(&mut text, &format!("header @type{number} Content-Type {}", quoted(kind)));
    }
    if !facts.redirects.is_empty() {
        text.push_str("\n# Old addresses.\n");
    }
    for (number, (from, to)) in facts.redirects.iter().enumerate() {
        line(&mut text, &format!("@old{number} path {}", quoted(from)));
        line(&mut text, &format!("redir @old{number} {} 301", quoted(to)));
    }
    let _ = write!(
        text,
        "\nfile_server{}\n\
         handle_errors {{\n\t@missing expression `{{err.status_code}} == 404`\n\t\
         rewrite @missing {base_path}/404.html\n\tfile_server\n}}\n",
        compressed(&facts.compressions)
    );
    text
}

fn compressed(compressions: &[Compression]) -> String {
    let name = |compression: &Compression| match compression {
        Compression::Gzip => " gzip",
        Compression::Brotli => " br",
    };
    let names: String = compressions.iter().map(name).collect();
    if names.is_empty() { names } else { format!(" {{\n\tprecompressed{names}\n}}") }
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string can be written to");
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
