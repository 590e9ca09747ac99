//! soleus: a static site generator for running-health publishers.
//!
//! Markdown with YAML front matter about where it hurts goes in; a cross-linked, checked, fast site
//! with exercise pages comes out. What it is built around is **one typed graph of entries, fields
//! and links that the build owns**: an exercise names its areas, and the area's page lists it
//! without anyone writing that down twice.
//!
//! # The pipeline
//!
//! ```text
//! disk --load--> Sources --parse, each file--> Document --link, all--> Site --plan--> [Page] --render, each--> bytes --write--> public/
//!                               |                          |             |                      |
//!                               +------- diagnostics ------+--- check ---+----------------------+
//! ```
//!
//! [`pipeline::compile`] is the stages in a row; every command runs it. Each stage is a function from
//! a value to a value, and nothing goes backwards but diagnostics.
//!
//! | module | what it is |
//! |---|---|
//! | [`source`] | all input text, in memory; a place in it is a [`source::Span`] |
//! | [`diagnostic`] | a finding as data; one file an output form |
//! | [`git`](mod@git) | the git command line, as every module runs it |
//! | [`schema`] | one file a kind of entry: its fields and their bounds |
//! | [`figure`] | the poses of an exercise → positions: drawn, checked and tested from here |
//! | `typeface` | the letters of social cards, and how wide they are |
//! | [`theme`] | the templates and static files that the binary carries |
//! | [`load`] | disk → [`source::Sources`]; reads the disk |
//! | [`parse`] | one file → [`parse::Document`]: typed front matter, an outline of the body, and a tape of it for rendering |
//! | [`prose`] | one file → [`prose::PlainText`]: sentences and words with places, made when asked for |
//! | [`link`] | all documents → [`link::Site`]: every reference is an id that exists |
//! | [`headers`] | what a host says of an output: media type, how long it may be kept |
//! | [`plan`] | site → [`plan::Plan`]: every output as a plain value |
//! | [`check`] | rules over site and plan; one file a rule |
//! | [`render`] | a planned value → bytes |
//! | [`derive`](mod@derive) | bytes → bytes: packed outputs, pictures in sizes, cards, and the index that readers search |
//! | [`memo`] | what was parsed, checked and rendered, by the hash of what it was made from |
//! | `cache` | pictures in sizes and cards by what they are made of; keeps files outside the site |
//! | [`pipeline`] | the stages in a row: read this first |
//! | [`write`](mod@write) | bytes → the output folder, all at once; writes the disk |
//! | [`published`] | the list of a deploy, a manifest or a sitemap → the addresses that readers know |
//! | [`author`] | `init`, `new`, `mv` and `check --fix`: the only code that writes into the source tree |
//! | [`impact`] | which outputs a change touches, and through which relation; reads git |
//! | `external` | whether links to other sites lead somewhere, and the ledger of those that do not; asks the network |
//! | `serve` | the preview: a snapshot a change, a page when it is asked for; reads the disk, answers the network |
//! | `deploy` | what a build wrote → a target, in an order in which it works at every instant; reads the disk, writes to folders, repositories and stores |
//! | [`cli`] | commands, flags, exit codes; the only module that prints |
//!
//! # What is always true
//!
//! - A module names only what stands above it in this list. A test fails on an arrow that points
//!   down, and lints keep the disk and the clock inside the modules that say so.
//! - Parsing sees one file. It cannot fail: a file full of mistakes still gives its kind and id, so
//!   that one mistake never becomes many dangling references.
//! - A [`link::Site`] holds no dangling id, and both sides of each relation. An entry that is not
//!   published now is nowhere in it.
//! - A [`plan::Page`] holds every fact that it shows. Rendering sees no `Site`, and no function of a
//!   template reaches one, so the value of a page is the list of what it depends on.
//! - Every command finds the same errors. How far texts are read for advice is a [`check::Depth`]: a
//!   build does not, a preview reads each by itself before the others, a check reads all.
//! - Two outputs at one address are an error that names both.
//! - Nothing iterates over a hash map into the output, nothing reads the clock but for today's date:
//!   the same files on the same day give the same bytes.
//! - The output folder is wholly the old site or wholly the new one, at every instant.
//! - A preview shows one compile without errors, whole, never two of them mixed, and writes
//!   nothing but what the cache keeps.
//! - A deploy shows its plan first, and an older site never takes the place of a newer one by itself. The
//!   site at the target works at every instant, also after a deploy that was killed.
//! - What an author gets wrong is a [`diagnostic::Diagnostic`], never a panic. All mistakes of a run
//!   are told together. What the machine gets wrong (disk, permissions) is an error of its own type
//!   and stops at once.
//!
//! # Where do I add …
//!
//! - **a rule**: a file in `src/check/` with its manual page as doc comment, its `RULE` with a
//!   failing and a passing example, and a line in [`check::RULES`]. One that looks at the words of
//!   one entry alone is a [`check::Check::Prose`], so that an edit checks one entry again.
//! - **a word list**: a field in `src/schema/words.rs`, and the built-in list in `words.yaml` there.
//! - **a field**: a line with a doc comment in the kind's file in `src/schema/`. If it refers to
//!   another entry, resolve it in `link/references.rs`; show it in the kind's file in `src/plan/` and
//!   in its template.
//! - **a kind of page**: a file in `src/plan/` with its view, a variant of [`plan::View`], a line in
//!   `plan/outputs.rs`, and a template.
//! - **a template or a static file**: the file, and a line in [`theme`].
//!
//! # Why not …
//!
//! - **a query engine?** A full build takes less than a tenth of a second for a few hundred entries;
//!   tracking what each page read costs more than making it again, and shapes every signature.
//! - **ids typed by kind?** Relations run between any two kinds, and the same list code serves them
//!   all; [`link`] makes sure that a list holds what its name says.
//! - **a second parse for rendering?** A [`parse::tape`] takes a twelfth of the room of its text, and a
//!   page is made of it in a third of the time.
//! - **serde's own errors?** serde stops at the first. When decoding fails, `parse::yaml` walks the
//!   schema over the YAML with the places of all values and lists every mistake.
//!
//! # A million pages
//!
//! The largest site that was built is 50,000 pages: 11 seconds of processor time, 0.12 milliseconds a page
//! on two cores as with 1,000 pages, and 18 KB of memory a page. What grows is linear, so a million pages
//! would take two minutes and 18 GB. In this order it would break, and this is what to do:
//!
//! 1. **A changed title in the preview.** What others see of an entry means that all is linked and planned
//!    anew: half a second for 10,000 pages, a minute for a million. Lists would have to know of what they
//!    are made, and only those be planned again. That is the query engine we do without, so it is to be
//!    had for lists alone.
//! 2. **The search.** Pagefind holds every page twice while it makes an index, 190 KB a page. An index
//!    for each area, made one after the other, bounds that; the search page asks them all.
//! 3. **Memory.** A third of it is the texts, which could be read again for the one in a thousand that a
//!    report quotes. Another third is the plan: a page's value can be made when it is rendered and its
//!    hash kept, since it is made of the graph alone. The graph itself is 2 KB an entry.
//! 4. **The manifest.** It is one file of JSON that is read and written whole, 300 bytes an output. Split by
//!    folder, with a hash of each part, a build reads the parts that it touches.
//! 5. **The disk.** Two million small files and folders, held twice, cost more than all stages together, and
//!    a build that changes nothing still asks for the length of each. Hosts that take an archive would be
//!    better served by one.
//! 6. **The check.** `repeated-passage` holds all texts against each other. Its fingerprints would go to disk
//!    in order, as those of a search engine do.
//!
//! What would not break: ids and places in texts are 32 bits wide, related articles have a bounded number of
//! candidates, and lists, feeds and sitemaps come in parts.

pub mod source;
pub mod diagnostic;
pub mod git;
pub mod schema;
pub mod figure;
#[cfg(feature = "images")]
pub mod typeface;
pub mod theme;
pub mod load;
pub mod parse;
pub mod prose;
pub mod link;
pub mod headers;
pub mod plan;
pub mod check;
pub mod render;
pub mod derive;
pub mod memo;
#[cfg(feature = "images")]
pub mod cache;
pub mod pipeline;
pub mod write;
pub mod published;
pub mod author;
pub mod impact;
#[cfg(feature = "external")]
pub mod external;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "deploy")]
pub mod deploy;
pub mod cli;
