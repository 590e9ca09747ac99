//! English words → syllables: groups of vowels, mended for the letters that are silent or that part a
//! group, and a list of words that keep to no rule.

/// Words that the rules below get wrong, without apostrophes and in order.
const EXCEPTIONS: [(&str, usize); 52] = [
    ("aches", 1),
    ("achilles", 3),
    ("area", 3),
    ("areas", 3),
    ("arent", 1),
    ("argue", 2),
    ("biceps", 2),
    ("business", 2),
    ("cement", 2),
    ("clothes", 1),
    ("create", 2),
    ("created", 3),
    ("creates", 2),
    ("do", 1),
    ("does", 1),
    ("every", 2),
    ("everybody", 4),
    ("everyday", 3),
    ("everyone", 3),
    ("everything", 3),
    ("everywhere", 3),
    ("exertion", 3),
    ("fluid", 2),
    ("fluids", 2),
    ("forest", 2),
    ("friend", 1),
    ("friends", 1),
    ("headaches", 2),
    ("heartbeat", 2),
    ("idea", 3),
    ("ideas", 3),
    ("maybe", 2),
    ("nausea", 3),
    ("people", 2),
    ("peoples", 2),
    ("quiet", 2),
    ("react", 2),
    ("recipe", 3),
    ("sciatic", 3),
    ("sciatica", 4),
    ("science", 2),
    ("scientist", 3),
    ("scientists", 3),
    ("shoes", 1),
    ("somebody", 3),
    ("someone", 2),
    ("surgeon", 2),
    ("surgeons", 2),
    ("toes", 1),
    ("wednesday", 2),
    ("whole", 1),
    ("women", 2),
];

/// First parts of compounds that end in a silent e.
const COMPOUNDS: [&str; 9] =
    ["some", "there", "where", "fore", "life", "side", "home", "else", "base"];

/// Letters after which a word is no longer looked at.
const LONGEST: usize = 40;

/// How many syllables a word has; one for a number, which is read at a glance.
#[must_use]
pub fn count(word: &str) -> usize {
    let mut buffer = [0; LONGEST];
    let letters = letters_of(word, &mut buffer);
    if let Ok(known) = EXCEPTIONS.binary_search_by(|(word, _)| word.as_bytes().cmp(letters)) {
        return EXCEPTIONS[known].1;
    }
    let counted = groups(letters) + parted(letters) + added(letters);
    counted.saturating_sub(silent_end(letters) + silent_inside(letters)).max(1)
}

/// The letters of a word, small and without accents. No English word is longer than the buffer.
fn letters_of<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let letters = word.chars().filter(|c| c.is_alphabetic()).map(|c| match c {
        c if c.is_ascii() => c.to_ascii_lowercase() as u8,
        'é' | 'è' | 'ê' => b'e',
        'ï' => b'i',
        'ö' => b'o',
        _ => b'x',
    });
    let mut length = 0;
    for (slot, letter) in buffer.iter_mut().zip(letters) {
        *slot = letter;
        length += 1;
    }
    &buffer[..length]
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn ends_in_vowel(stem: &[u8]) -> bool {
    stem.last().is_some_and(|letter| is_vowel(*letter))
}

fn ends_in(stem: &[u8], letters: &[u8]) -> bool {
    stem.last().is_some_and(|letter| letters.contains(letter))
}

/// A y before a vowel is a consonant at the start of a word and after a vowel: "years", "beyond".
fn is_vowel_at(letters: &[u8], at: usize) -> bool {
    if letters[at] != b'y' {
        return is_vowel(letters[at]);
    }
    let vowel_follows = letters.get(at + 1).is_some_and(|next| is_vowel(*next));
    !(vowel_follows && (at == 0 || is_vowel(letters[at - 1])))
}

fn groups(letters: &[u8]) -> usize {
    let mut was_vowel = false;
    (0..letters.len())
        .filter(|at| {
            let is_vowel = is_vowel_at(letters, *at);
            let starts = is_vowel && !was_vowel;
            was_vowel = is_vowel;
            starts
        })
        .count()
}

/// Pairs of vowels that are two syllables.
fn parted(letters: &[u8]) -> usize {
    (1..letters.len()).filter(|at| is_parted(letters, *at)).count()
}

/// Whether a syllable ends before the vowel at `at`.
fn is_parted(letters: &[u8], at: usize) -> bool {
    let before = at.checked_sub(2).map_or(b' ', |before| letters[before]);
    let after = letters.get(at + 1).copied().unwrap_or(b' ');
    match (letters[at - 1], letters[at]) {
        (b'i', b'a') => !matches!(before, b'c' | b't' | b'g'),
        (b'i', b'o') => !b"tscgxhln".contains(&before),
        (b'i', b'e') => {
            matches!(after, b't' | b'r') || (after == b'n' && !b"tcr".contains(&before))
        }
        (b'e', b'o') => before != b'g',
        (b'e', b'u') => after == b's' && at + 2 == letters.len(),
        (b'u', b'a' | b'o') => !matches!(before, b'q' | b'g'),
        (b'i', b'u') => true,
        (b'y', b'i') => !is_vowel(before),
        (b'a' | b'e' | b'i' | b'o' | b'u', b'i') => letters[at..] == *b"ing",
        _ => false,
    }
}

/// Syllables without a vowel of their own: "spasm", "rhythm", "isn't"; and "physio".
fn added(letters: &[u8]) -> usize {
    let has_negation = letters.ends_with(b"snt") || letters.ends_with(b"dnt");
    usize::from(letters.ends_with(b"sm") || letters.ends_with(b"thm"))
        + usize::from(has_negation && letters.len() > 3)
        + usize::from(letters.starts_with(b"physio") || letters.starts_with(b"experien"))
}

/// A silent e at the end, also before the s and the d of a form.
fn silent_end(word: &[u8]) -> usize {
    let endings: [&[u8]; 4] = [b"gue", b"gues", b"que", b"ques"];
    if endings.iter().any(|ending| word.ends_with(ending)) {
        return 1;
    }
    let (stem, kept): (&[u8], &[u8]) = if let Some(stem) = word.strip_suffix(b"es") {
        (stem, b"scgxz")
    } else if let Some(stem) = word.strip_suffix(b"ed") {
        (stem, b"td")
    } else if let Some(stem) = word.strip_suffix(b"e") {
        (stem, b"")
    } else {
        return 0;
    };
    let is_spoken = ends_in(stem, kept)
        || (word.ends_with(b"es") && (stem.ends_with(b"ch") || stem.ends_with(b"sh")))
        || ends_in_le(stem)
        || ends_in_vowel(stem)
        || !stem.iter().any(|letter| is_vowel(*letter));
    usize::from(!is_spoken)
}

/// "muscle", "ankles", "settled", but not "whole" and "called".
fn ends_in_le(stem: &[u8]) -> bool {
    stem.strip_suffix(b"l").is_some_and(|stem| ends_in(stem, b"bcdfgkptz"))
}

/// A silent e before an ending or inside a compound.
fn silent_inside(word: &[u8]) -> usize {
    let endings: [&[u8]; 7] = [b"ely", b"ement", b"ements", b"eful", b"efully", b"eless", b"eness"];
    let before_ending = endings.iter().any(|ending| {
        let stem = word.strip_suffix(*ending);
        stem.is_some_and(|stem| stem.len() > 1 && !ends_in_vowel(stem) && !stem.ends_with(b"l"))
    });
    let in_compound = COMPOUNDS.iter().any(|first| {
        let rest = word.strip_prefix(first.as_bytes());
        rest.is_some_and(|rest| rest.len() > 2 && !is_vowel(rest[0]))
    });
    usize::from(before_ending || in_compound)
}
