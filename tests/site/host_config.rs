//! The settings of web servers, and files that are packed for them.

use std::io::Read as _;

use expect_test::expect;

use crate::support::{TestSite, soleus};

fn site() -> TestSite {
    TestSite::new("")
        .file("content/site.yaml", "precompress: [gzip, brotli]\n")
        .file(
            "content/articles/hello.md",
            "---\ntitle: Hello\ndate: 2026-11-01\naliases: [/old/, \"/a déjà $c/\"]\n---\nText.\n",
        )
        .file("static/style.css", &"body { color: black }\n".repeat(100))
        .file("static/short.css", "p { color: black }\n")
}

fn printed(arguments: &[&str]) -> String {
    let folder = site().on_disk();
    let ran = soleus(folder.path(), &[&["host-config"], arguments].concat());
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).unwrap()
}

#[test]
fn nginx_gets_types_lifetimes_and_redirects() {
    expect![[r#"
        # The site, for a `server` block of nginx. Made by `soleus host-config nginx`; make it anew
        # when an entry gets an alias.
        root /srv/www/public;
        index index.html;
        error_page 404 /404.html;
        # A redirect keeps the host and the port that the reader asked for.
        absolute_redirect off;
        default_type application/octet-stream;
        charset utf-8;
        charset_types text/css text/plain text/xml text/javascript application/javascript
            application/json application/xml application/atom+xml application/feed+json image/svg+xml;

        # How long browsers keep a file: a name that holds a hash for ever, all else for minutes.
        set $kept "public, max-age=300";
        if ($uri ~ "\.(?!(html|xml|json|txt)$)[^./]+$") { set $kept "public, max-age=3600"; }
        if ($uri ~ "(\.[0-9a-f]{10}\.[a-z0-9]+|\.pf_[a-z]+)$") { set $kept "public, max-age=31536000, immutable"; }
        add_header Cache-Control $kept;
        add_header Content-Security-Policy "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'none'; img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'" always;
        add_header Permissions-Policy "camera=(), geolocation=(), microphone=()" always;
        add_header Referrer-Policy "strict-origin-when-cross-origin" always;
        add_header X-Content-Type-Options "nosniff" always;

        # The files that end in .gz.
        gzip_static on;

        # The files that end in .br, where nginx has the module ngx_brotli.
        # brotli_static on;

        # What begins with a dot is for tools, not for readers.
        location ~ /\.(?!well-known/) { return 404; }
        location ~ "/feed\.json$" { types { } default_type application/feed+json; }
        location ~ "/feed\.xml$" { types { } default_type application/atom+xml; }
        location ~ "/sitemap\.xml$" { types { } default_type application/xml; }

        # Old addresses.
        location = "/a déjà $c" { return 301 "/articles/hello/"; }
        location = "/a déjà $c/" { return 301 "/articles/hello/"; }
        location = "/old" { return 301 "/articles/hello/"; }
        location = "/old/" { return 301 "/articles/hello/"; }
    "#]].assert_eq(&printed(&["nginx", "--folder", "/srv/www/public"]));
}

#[test]
fn caddy_gets_types_lifetimes_and_redirects() {
    expect![[r#"
        # The site, for a site block of a Caddyfile. Made by `soleus host-config caddy`; make it anew
        # when an entry gets an alias.
        root * "/srv/www/public"
        header ?Content-Type application/octet-stream

        # How long browsers keep a file: a name that holds a hash for ever, all else for minutes.
        @fingerprinted path_regexp (\.[0-9a-f]{10}\.[a-z0-9]+|\.pf_[a-z]+)$
        @asset {
        	path_regexp \.[^./]+$
        	not path *.html *.xml *.json *.txt
        	not path_regexp (\.[0-9a-f]{10}\.[a-z0-9]+|\.pf_[a-z]+)$
        }
        route {
        	header Cache-Control "public, max-age=300"
        	header @asset Cache-Control "public, max-age=3600"
        	header @fingerprinted Cache-Control "public, max-age=31536000, immutable"
        }
        header Content-Security-Policy "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'none'; img-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
        header Permissions-Policy "camera=(), geolocation=(), microphone=()"
        header Referrer-Policy "strict-origin-when-cross-origin"
        header X-Content-Type-Options "nosniff"

        # What begins with a dot is for tools, not for readers.
        @hidden {
        	path */.*
        	not path */.well-known/*
        }
        error @hidden 404
        @type0 path */feed.json
        header @type0 Content-Type "application/feed+json; charset=utf-8"
        @type1 path */feed.xml
        header @type1 Content-Type "application/atom+xml; charset=utf-8"
        @type2 path */sitemap.xml
        header @type2 Content-Type "application/xml; charset=utf-8"

        # Old addresses.
        @old0 path "/a déjà $c"
        redir @old0 "/articles/hello/" 301
        @old1 path "/a déjà $c/"
        redir @old1 "/articles/hello/" 301
        @old2 path "/old"
        redir @old2 "/articles/hello/" 301
        @old3 path "/old/"
        redir @old3 "/articles/hello/" 301

        file_server {
        	precompressed br gzip
        }
        handle_errors {
        	@missing expression `{err.status_code} == 404`
        	rewrite @missing /404.html
        	file_server
        }
    "#]].assert_eq(&printed(&["caddy", "--folder", "/srv/www/public"]));
}

#[test]
fn a_site_in_a_folder_lies_in_a_folder_of_that_name() {
    let arguments = ["nginx", "--base-url", "https://example.org/blog/", "--folder", "/srv/blog/"];
    let text = printed(&arguments);
    assert!(text.contains("\nroot /srv;\n"), "{text}");
    assert!(
        text.contains("location = \"/blog/old/\" { return 301 \"/blog/articles/hello/\"; }"),
        "{text}"
    );
    let folder = site().on_disk();
    let arguments =
        ["host-config", "caddy", "--base-url", "https://example.org/blog/", "--folder", "/srv"];
    let ran = soleus(folder.path(), &arguments);
    assert_eq!(ran.status.code(), Some(2));
    expect![[r"
        error: the site lies in `/blog` of its host, and `/srv` does not end so
          = help: build into a folder of that name with `--out`, and name it with `--folder`
    "]]
    .assert_eq(&String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn texts_are_packed_beside_themselves_once() {
    let folder = site().on_disk();
    let build = || {
        let ran = soleus(folder.path(), &["build", "--today", "2026-11-23"]);
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    build();
    let file = |name: &str| folder.path().join("public").join(name);
    let plain = std::fs::read(file("style.css")).unwrap();
    let mut unpacked = Vec::new();
    let packed = std::fs::File::open(file("style.css.gz")).unwrap();
    flate2::read::GzDecoder::new(packed).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    let mut unpacked = Vec::new();
    let mut packed = std::fs::File::open(file("style.css.br")).unwrap();
    brotli::BrotliDecompress(&mut packed, &mut unpacked).unwrap();
    assert_eq!(unpacked, plain);
    assert!(!file("short.css.gz").exists(), "it is too short to gain by it");
    let before: Vec<Vec<u8>> = ["index.html.gz", "style.css.br", ".soleus-manifest.json"]
        .map(|name| std::fs::read(file(name)).unwrap())
        .into();
    build();
    let after: Vec<Vec<u8>> = ["index.html.gz", "style.css.br", ".soleus-manifest.json"]
        .map(|name| std::fs::read(file(name)).unwrap())
        .into();
    assert_eq!(before, after);
    std::fs::write(file("style.css.gz"), "damaged").unwrap();
    build();
    assert_ne!(std::fs::read(file("style.css.gz")).unwrap(), b"damaged", "it is made anew");
}
