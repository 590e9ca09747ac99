//! The files of a site as a commit has them, read from git into memory. Nothing is checked out, and no
//! index is touched.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use crate::diagnostic::Diagnostic;
use crate::git::git;
use crate::load::{FOLDERS, Gathered};
use crate::source::Sources;

/// The site of a commit.
#[derive(Debug)]
pub struct Base {
    /// The full id of the commit.
    pub commit: String,
    pub sources: Sources,
    /// What is wrong with single files.
    pub found: Vec<Diagnostic>,
}

/// Why the site of a commit could not be read, and what to do.
#[derive(Debug)]
pub struct GitError {
    pub message: String,
    pub help: &'static str,
}

const NO_COMMIT: &str = "name a commit, branch or tag that `git log` shows; in a workflow, check out with \
                         `fetch-depth: 0`";
const NO_SITE: &str = "name a commit that has the site in the same folder";
const NO_GIT: &str = "install git, and run soleus in a clone or name it with `--root`";

/// Reads the site that lies at `root` as it is in the commit that `reference` names. What lies in a
/// submodule is not read.
///
/// # Errors
/// When git does not run, knows no such commit, or the commit has no such site.
pub fn read(root: &Path, reference: &str) -> Result<Base, GitError> {
    let commit = resolve(root, reference)?;
    let files = list(root, &commit)?;
    if !files.iter().any(|file| file.path.starts_with("content/")) {
        let message = format!("`{reference}` has no site here: there is no folder `content`");
        return Err(GitError { message, help: NO_SITE });
    }
    let (sources, found) = contents(root, &files)?;
    Ok(Base { commit, sources, found })
}

/// What a command of git prints.
fn output(command: &mut Command, reference: &str) -> Result<Vec<u8>, GitError> {
    let output = command.output().map_err(|error| no_git(&error))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    match told.lines().next() {
        Some(line) => {
            let line = line.trim_start_matches("fatal: ");
            Err(GitError {
                message: format!("git cannot read `{reference}`: {line}"),
                help: NO_GIT,
            })
        }
        None => Err(no_commit(reference)),
    }
}

fn no_git(error: &io::Error) -> GitError {
    GitError { message: format!("git cannot be run: {error}"), help: NO_GIT }
}

fn no_commit(reference: &str) -> GitError {
    GitError { message: format!("git knows no commit `{reference}`"), help: NO_COMMIT }
}

fn resolve(root: &Path, reference: &str) -> Result<String, GitError> {
    // Git would take it for an option.
    if reference.starts_with('-') {
        return Err(no_commit(reference));
    }
    let commit = format!("{reference}^{{commit}}");
    let printed = output(git(root).args(["rev-parse", "--verify", "--quiet", &commit]), reference)?;
    Ok(String::from_utf8_lossy(&printed).trim().to_owned())
}

/// A file of a commit.
struct File {
    /// From the root of the site.
    path: String,
    object: String,
    is_link: bool,
}

fn list(root: &Path, commit: &str) -> Result<Vec<File>, GitError> {
    let mut command = git(root);
    command.args(["ls-tree", "-r", "-z", commit, "--"]).args(FOLDERS);
    let printed = output(&mut command, commit)?;
    Ok(printed.split(|byte| *byte == 0).filter_map(file).collect())
}

/// A file of a line such as `100644 blob 1f7a… content/site.yaml`; `None` for what is no part of a site.
fn file(line: &[u8]) -> Option<File> {
    let line = String::from_utf8_lossy(line);
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split(' ');
    let (mode, kind, object) = (facts.next()?, facts.next()?, facts.next()?);
    (kind == "blob" && Gathered::wants(path)).then(|| File {
        path: path.to_owned(),
        object: object.to_owned(),
        is_link: mode == "120000",
    })
}

fn contents(root: &Path, files: &[File]) -> Result<(Sources, Vec<Diagnostic>), GitError> {
    let mut gathered = Gathered::default();
    for link in files.iter().filter(|file| file.is_link) {
        gathered.link(&link.path);
    }
    let files: Vec<&File> = files.iter().filter(|file| !file.is_link).collect();
    let mut command = git(root);
    command.args(["cat-file", "--batch"]).stdin(Stdio::piped());
    let process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
    let mut process = process.map_err(|error| no_git(&error))?;
    let read = exchange(&mut process, &files, &mut gathered);
    let ended = process.wait();
    read.and(ended.map(|_| ())).map_err(|error| GitError {
        message: format!("git cannot read the files of the commit: {error}"),
        help: "see what `git fsck` says; in a partial clone, fetch the files first",
    })?;
    Ok(gathered.finish())
}

/// Asks for all files on one thread and takes them on this one, since git answers as it reads.
fn exchange(process: &mut Child, files: &[&File], gathered: &mut Gathered) -> io::Result<()> {
    let (Some(questions), Some(answers)) = (process.stdin.take(), process.stdout.take()) else {
        return Ok(());
    };
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| ask(questions, files));
        let mut answers = BufReader::new(answers);
        let taken = files.iter().try_for_each(|file| take(file, &mut answers, gathered));
        // Git ends when nobody reads its answers, and then nobody reads the questions.
        drop(answers);
        let asked = asked.join().expect("asking does not panic");
        taken.and(asked)
    })
}

fn ask(mut questions: ChildStdin, files: &[&File]) -> io::Result<()> {
    files.iter().try_for_each(|file| writeln!(questions, "{}", file.object))
}

/// Takes an answer: a line such as `1f7a… blob 120`, the bytes, and the end of a line.
fn take(file: &File, answers: &mut impl BufRead, gathered: &mut Gathered) -> io::Result<()> {
    let mut line = String::new();
    answers.read_line(&mut line)?;
    let length = line.trim_end().rsplit(' ').next().and_then(|length| length.parse().ok());
    let length: u64 =
        length.ok_or_else(|| io::Error::other(format!("`{}` is missing", file.path)))?;
    let mut content = answers.by_ref().take(length);
    gathered.file(&file.path, length, &mut content)?;
    io::copy(&mut content, &mut io::sink())?;
    answers.read_exact(&mut [0])
}
