//! Settings for a `server` block of nginx.

use std::fmt::Write as _;

use super::{FINGERPRINTED, Facts, kept};
use crate::schema::Compression;

pub(super) fn config(facts: &Facts) -> String {
    let Facts { root, base_path, .. } = facts;
    let [page, asset, fingerprinted] = kept();
    let mut text = format!(
        "# The site, for a `server` block of nginx. Made by `soleus host-config nginx`; make it anew\n\
         # when an entry gets an alias.\n\
         root {root};\n\
         index index.html;\n\
         error_page 404 {base_path}/404.html;\n\
         # A redirect keeps the host and the port that the reader asked for.\n\
         absolute_redirect off;\n\
         default_type application/octet-stream;\n\
         charset utf-8;\n\
         charset_types text/css text/plain text/xml text/javascript application/javascript\n    \
         application/json application/xml application/atom+xml application/feed+json image/svg+xml;\n\
         \n\
         # How long browsers keep a file: a name that holds a hash for ever, all else for minutes.\n\
         set $kept \"{page}\";\n\
         if ($uri ~ \"\\.(?!(html|xml|json|txt)$)[^./]+$\") {{ set $kept \"{asset}\"; }}\n\
         if ($uri ~ \"{FINGERPRINTED}\") {{ set $kept \"{fingerprinted}\"; }}\n\
         add_header Cache-Control $kept;\n"
    );
    for (name, value) in &facts.security {
        line(&mut text, &format!("add_header {name} {} always;", quoted(value)));
    }
    text.push_str(&compressed(&facts.compressions));
    text.push_str(
        "\n# What begins with a dot is for tools, not for readers.\n\
         location ~ /\\.(?!well-known/) { return 404; }\n",
    );
    for (name, kind) in &facts.types {
        let essence = kind.split(';').next().unwrap_or(kind);
        let pattern = name.replace('.', "\\.");
        let inside = format!("types {{ }} default_type {essence};");
        line(&mut text, &format!("location ~ \"/{pattern}$\" {{ {inside} }}"));
    }
    if !facts.redirects.is_empty() {
        text.push_str("\n# Old addresses.\n");
    }
    for (from, to) in &facts.redirects {
        // A dollar sign would begin a variable.
        let to = to.replace('$', "%24");
        line(&mut text, &format!("location = {} {{ return 301 {}; }}", quoted(from), quoted(&to)));
    }
    text
}

fn compressed(compressions: &[Compression]) -> String {
    let mut text = String::new();
    if compressions.contains(&Compression::Gzip) {
        text.push_str("\n# The files that end in .gz.\ngzip_static on;\n");
    }
    if compressions.contains(&Compression::Brotli) {
        text.push_str(
            "\n# The files that end in .br, where nginx has the module ngx_brotli.\n\
             # brotli_static on;\n",
        );
    }
    text
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string can be written to");
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
