//! The site that this repository publishes, as a reader meets it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::ElementRef;
use soleus::link::{Entry, EntryId, LinkedRedFlag, Site};
use soleus::parse::Fields;
use soleus::plan::Output;
use soleus::plan::dose::{Numbers, minutes};
use soleus::plan::url::{self, Addresses};
use soleus::schema::{Kind, Urgency};

use crate::crawl::{Web, ids, select, text};
use crate::support::{Ran, TestSite, WRITTEN, repository, run_folder};

static RAN: LazyLock<Ran> =
    LazyLock::new(|| run_folder(&repository(), &TestSite::new("").today(WRITTEN)));

fn site() -> &'static Site {
    &RAN.compiled.site
}

/// The output file of every entry, by its place among the entries.
static FILES: LazyLock<BTreeMap<EntryId, String>> = LazyLock::new(|| {
    let addresses = Addresses::of_site(site());
    site().ids().map(|id| (id, url::file(addresses.of(id)))).collect()
});

fn id(name: &str) -> EntryId {
    let named = |id: &EntryId| *site().entry(*id).document.id == *name;
    site().ids().find(named).unwrap_or_else(|| panic!("no entry is called `{name}`"))
}

fn is_health(entry: &Entry) -> bool {
    match entry.kind() {
        Kind::Area | Kind::Cause | Kind::Symptom | Kind::Exercise | Kind::Routine => true,
        Kind::Article => !entry.areas.is_empty(),
        _ => false,
    }
}

/// Fails with every fault, one a line.
fn none(what: &str, faults: impl IntoIterator<Item = String>) {
    let faults: Vec<String> = faults.into_iter().collect();
    let count = faults.len();
    assert!(faults.is_empty(), "{what}: {count} faults\n{}", faults.join("\n"));
}

#[test]
fn the_published_site_has_no_errors_and_no_warnings() {
    assert_eq!(RAN.report(), "");
    let mut pages: BTreeMap<&str, usize> = BTreeMap::new();
    for planned in RAN.compiled.plan.outputs.values() {
        let kind = match planned.output {
            Output::Page(_) => planned.origin.kind.map_or("other page", Kind::name),
            Output::Copy(_) => "file",
            Output::Redirect { .. } => "redirect",
            _ => "for machines",
        };
        *pages.entry(kind).or_default() += 1;
    }
    println!("published: {pages:?}, {} in all", RAN.compiled.plan.outputs.len());
}

#[test]
fn every_address_of_every_page_leads_somewhere() {
    let web = Web::of(&RAN);
    let count: usize = web.pages.values().map(|page| crate::crawl::addresses(page).len()).sum();
    println!("{count} addresses on {} pages", web.pages.len());
    none("dead addresses", web.dead());
}

#[test]
fn the_stylesheet_loads_nothing_from_elsewhere_and_nothing_that_is_missing() {
    let web = Web::of(&RAN);
    let style = std::fs::read_to_string(repository().join("static/style.css"));
    let style = style.expect("there is a stylesheet");
    let named = style.split("url(").skip(1).filter_map(|rest| rest.split(')').next());
    let faults = named.map(|address| address.trim_matches(['"', '\'', ' '])).filter(|address| {
        !address.starts_with('#') && !web.files.contains(address.trim_start_matches("./"))
    });
    none("addresses in the stylesheet", faults.map(str::to_owned));
    assert!(!style.contains("@import"));
}

#[test]
fn every_page_can_be_reached_from_home() {
    let web = Web::of(&RAN);
    let reachable = web.reachable();
    let lost =
        web.pages.keys().filter(|file| !reachable.contains(*file) && !web.unlinked.contains(*file));
    none("pages that no link leads to", lost.cloned());
}

#[test]
fn ids_are_unique_and_references_to_them_hold() {
    let mut faults = Vec::new();
    for (file, page) in &Web::of(&RAN).pages {
        let all = ids(page);
        let set: BTreeSet<&String> = all.iter().collect();
        if set.len() != all.len() {
            faults.push(format!("{file}: an id stands twice among {all:?}"));
        }
        for name in ["aria-labelledby", "aria-describedby", "aria-controls", "for"] {
            for element in select(page, &format!("[{name}]")) {
                let wanted = element.attr(name).unwrap_or_default().to_owned();
                let missing = wanted.split(' ').filter(|id| !all.iter().any(|other| other == id));
                faults.extend(missing.map(|id| format!("{file}: {name} names `{id}`")));
            }
        }
    }
    none("ids", faults);
}

#[test]
fn every_page_has_one_first_heading_and_skips_no_level() {
    let mut faults = Vec::new();
    for (file, page) in &Web::of(&RAN).pages {
        let level = |heading: &ElementRef<'_>| heading.value().name().as_bytes()[1] - b'0';
        let levels: Vec<u8> = select(page, "h1, h2, h3, h4, h5, h6").iter().map(level).collect();
        if !levels.starts_with(&[1]) || levels[1..].contains(&1) {
            faults.push(format!("{file}: {levels:?}"));
        }
        if levels.windows(2).any(|pair| pair[1] > pair[0] + 1) {
            faults.push(format!("{file}: a level is skipped in {levels:?}"));
        }
    }
    none("headings", faults);
}

/// A list of an entry's relations: its name, and whether the other side has a list of its own that
/// holds this entry.
type Relation = (&'static str, bool, fn(&Entry) -> Vec<EntryId>);

const RELATIONS: [Relation; 14] = [
    ("authors", false, |entry| entry.authors.clone()),
    ("areas", true, |entry| entry.areas.clone()),
    ("causes", true, |entry| entry.causes.clone()),
    ("symptoms", true, |entry| entry.symptoms.clone()),
    ("exercises", true, |entry| entry.exercises.clone()),
    ("routines", true, |entry| entry.routines.clone()),
    ("articles", true, |entry| entry.articles.clone()),
    ("easier", true, |entry| entry.easier.clone()),
    ("harder", true, |entry| entry.harder.clone()),
    ("neighbours", false, |entry| entry.neighbours.clone()),
    ("list", true, |entry| entry.list.clone()),
    ("steps", true, |entry| entry.steps.iter().flatten().copied().collect()),
    ("related", false, |entry| entry.related.clone()),
    ("linked_from", true, |entry| entry.linked_from.clone()),
];

#[test]
fn every_relation_shows_on_both_pages() {
    let web = Web::of(&RAN);
    let links: BTreeMap<EntryId, BTreeSet<String>> =
        FILES.iter().map(|(id, file)| (*id, web.links(file, "main"))).collect();
    let shows = |on: EntryId, other: EntryId| links[&on].contains(&FILES[&other]);
    let name = |id: EntryId| &*site().entry(id).document.id;
    let (mut faults, mut counts) = (Vec::new(), BTreeMap::<&str, usize>::new());
    for one in site().ids() {
        for (relation, has_mirror, list) in RELATIONS {
            for other in list(site().entry(one)) {
                *counts.entry(relation).or_default() += 1;
                if !shows(one, other) && !is_on_article_list(&web, one, other) {
                    faults.push(format!(
                        "{relation}: `{}` does not link to `{}`",
                        name(one),
                        name(other)
                    ));
                }
                if has_mirror && !shows(other, one) && !is_on_article_list(&web, other, one) {
                    faults.push(format!(
                        "{relation}: `{}` does not link back to `{}`",
                        name(other),
                        name(one)
                    ));
                }
            }
        }
    }
    println!("relations: {counts:?}");
    none("relations", faults);
}

/// An area shows its newest articles, and the rest on a list that it links to.
fn is_on_article_list(web: &Web, area: EntryId, article: EntryId) -> bool {
    let folder = FILES[&area].replace("index.html", "articles/");
    let is_area = site().entry(area).kind() == Kind::Area;
    let is_beyond = site().entry(area).articles.iter().position(|id| *id == article) >= Some(12);
    let first = format!("{folder}index.html");
    is_area
        && is_beyond
        && web.links(&FILES[&area], "main").contains(&first)
        && web
            .pages
            .keys()
            .filter(|file| file.starts_with(&folder))
            .any(|list| web.links(list, "main").contains(&FILES[&article]))
}

#[test]
fn every_red_flag_links_to_its_areas_and_they_to_the_page_of_all() {
    let web = Web::of(&RAN);
    let all = "warning-signs/index.html";
    for flag in &site().red_flags {
        let section = select(web.page(all), "main section section").into_iter().find(|section| {
            select(web.page(all), "h3")
                .iter()
                .any(|h3| h3.parent() == Some(**section) && text(*h3) == *flag.item.value.about)
        });
        let section = section
            .unwrap_or_else(|| panic!("`{}` is not on the page of all", &*flag.item.value.about));
        for area in &flag.areas {
            let title = site().entry(*area).title();
            assert!(text(section).contains(&**title), "{} names {title}", &*flag.item.value.about);
            assert!(web.links(all, "main").contains(&FILES[area]));
            assert!(web.links(&FILES[area], "body").contains(all));
        }
    }
}

#[test]
fn every_sign_is_short_and_has_one_level_on_the_whole_site() {
    let mut levels: BTreeMap<String, BTreeSet<Urgency>> = BTreeMap::new();
    let mut faults = Vec::new();
    for sign in site().red_flags.iter().flat_map(|flag| &flag.item.value.signs) {
        if sign.sign.split_whitespace().count() > 12 {
            faults.push(format!("more than 12 words: {}", &*sign.sign));
        }
        levels.entry(sign.sign.to_lowercase()).or_default().insert(sign.level);
    }
    faults.extend(
        levels
            .iter()
            .filter(|(_, levels)| levels.len() > 1)
            .map(|(sign, _)| format!("two levels: {sign}")),
    );
    println!("{} signs of {} dangers", levels.len(), site().red_flags.len());
    none("signs", faults);
}

#[test]
fn every_card_has_at_most_six_signs_and_one_stands_for_each_level() {
    let mut faults = Vec::new();
    // The one shows all signs, the other holds the card of each for the words that ask for it.
    let shows_all = |file: &str| ["warning-signs/index.html", "search/index.html"].contains(&file);
    for (file, page) in Web::of(&RAN).pages.iter().filter(|(file, _)| !shows_all(file)) {
        for level in Urgency::ALL {
            let name = level.name();
            let cards = select(page, &format!(".card--{name}")).len();
            let signs = select(page, &format!(".card--{name} ul > li")).len();
            if cards > 1 || signs > 6 || (cards == 1 && signs == 0) {
                faults.push(format!("{file}: {cards} cards `{name}` with {signs} signs"));
            }
        }
    }
    none("cards", faults);
}

/// The signs of a red flag with their conditions and levels.
fn signs(flag: &str) -> Vec<(String, String, Urgency)> {
    let flag = flag_of(flag);
    let signs = flag.item.value.signs.iter();
    let condition =
        |sign: &soleus::schema::Sign| sign.only_with.as_deref().unwrap_or("").to_owned();
    signs.map(|sign| (sign.sign.to_string(), condition(sign), sign.level)).collect()
}

fn flag_of(name: &str) -> &'static LinkedRedFlag {
    let named = |flag: &&LinkedRedFlag| *flag.item.value.id == *name;
    site().red_flags.iter().find(named).unwrap_or_else(|| panic!("no red flag is called `{name}`"))
}

/// The sign of a red flag that holds these words.
fn sign_of(flag: &str, words: &str) -> (String, String, Urgency) {
    let holds = |sign: &(String, String, Urgency)| sign.0.contains(words);
    signs(flag)
        .into_iter()
        .find(holds)
        .unwrap_or_else(|| panic!("`{flag}` has no sign of `{words}`"))
}

#[test]
fn signs_of_squeezed_nerves_count_only_with_back_pain_and_cover_the_calves() {
    let signs = signs("rf-cauda-equina");
    assert!(signs[2].0.contains("both your legs"), "{signs:?}");
    assert_eq!(signs[2].1, "back pain");
    assert!(signs.iter().all(|sign| sign.2 == Urgency::Emergency));
    let flag = flag_of("rf-cauda-equina");
    assert!(flag.areas.contains(&id("calves")));
    let also = flag.item.value.also.as_deref().unwrap_or_default();
    assert!(also.contains("A&E now") && also.contains("drive"), "{also}");
}

#[test]
fn weakness_of_arms_or_legs_counts_only_after_a_serious_fall() {
    let limbs = sign_of("rf-spine-trauma", "both your legs");
    assert!(limbs.1.contains("fall"), "{limbs:?}");
}

#[test]
fn a_leg_that_bears_no_weight_is_an_emergency_everywhere() {
    let weight = |sign: &soleus::schema::Sign| {
        sign.sign.contains("weight on") || sign.sign.contains("bear weight")
    };
    let all = site().red_flags.iter().flat_map(|flag| &flag.item.value.signs);
    let found: Vec<_> = all.filter(|sign| weight(sign)).collect();
    assert!(!found.is_empty());
    assert!(found.iter().all(|sign| sign.level == Urgency::Emergency), "{found:?}");
}

#[test]
fn pain_between_the_shoulder_blades_alone_is_for_today() {
    let all = site().red_flags.iter().flat_map(|flag| &flag.item.value.signs);
    let alone = |sign: &&soleus::schema::Sign| {
        sign.sign.contains("between your shoulder blades") && sign.only_with.is_none()
    };
    let of_today: Vec<_> =
        all.clone().filter(alone).filter(|sign| sign.level == Urgency::Today).collect();
    assert_eq!(of_today.len(), 1, "{of_today:?}");
    let sudden = all.filter(alone).filter(|sign| sign.level == Urgency::Emergency);
    assert!(sudden.clone().count() > 0);
    assert!(
        sudden.clone().all(|sign| sign.sign.contains("sudden") || sign.sign.contains("tearing"))
    );
}

#[test]
fn chest_pain_that_came_with_running_and_went_is_for_today() {
    let gone = sign_of("rf-collapse", "then stopped");
    assert_eq!(gone.2, Urgency::Today);
}

#[test]
fn stress_fractures_are_for_this_week() {
    for flag in ["rf-femoral-neck", "rf-bone-stress"] {
        assert!(signs(flag).iter().all(|sign| sign.2 == Urgency::ThisWeek), "{flag}");
    }
}

#[test]
fn every_area_has_signs_of_an_emergency_and_signs_to_see_someone() {
    let web = Web::of(&RAN);
    for area in site().of_kind(Kind::Area) {
        for level in [Urgency::Emergency, Urgency::SeeSomeone] {
            let flags = &site().entry(area).red_flags;
            assert!(flags.iter().any(|flag| site().has_level(*flag, level)));
            let cards = select(web.page(&FILES[&area]), &format!("main .card--{}", level.name()));
            assert_eq!(cards.len(), 1, "{} {}", FILES[&area], level.name());
        }
    }
}

#[test]
fn risks_are_told_beside_the_signs_and_never_as_one() {
    let risky = ["higher risk", "more likely", "recent training", "history of", "often after"];
    let all = site().red_flags.iter().flat_map(|flag| &flag.item.value.signs);
    let found =
        all.filter(|sign| risky.iter().any(|words| sign.sign.to_lowercase().contains(words)));
    none("risks among the signs", found.map(|sign| sign.sign.to_string()));
}

#[test]
fn a_stitch_shows_the_dangers_of_the_heart_besides_those_of_the_chest() {
    let symptom = site().entry(id("side-pain-under-ribs-while-running"));
    let shown: BTreeSet<_> =
        symptom.red_flags.iter().map(|flag| &*site().red_flag(*flag).item.value.id).collect();
    assert!(
        shown.is_superset(&BTreeSet::from(["rf-chest-unsure", "rf-collapse", "rf-heart"])),
        "{shown:?}"
    );
}

#[test]
fn cramp_and_calf_strain_tell_of_a_clot() {
    let web = Web::of(&RAN);
    for cause in ["calf-cramp", "calf-gastroc-strain", "calf-soleus-strain"] {
        let main = text(select(web.page(&FILES[&id(cause)]), "main")[0]).to_lowercase();
        for words in ["only one of your legs is swollen", "night", "massage"] {
            assert!(main.contains(words), "the page of `{cause}` does not say `{words}`");
        }
    }
}

/// Names of medicines, and of brands of them, that no page may recommend.
const MEDICINES: [&str; 12] = [
    "ibuprofen",
    "paracetamol",
    "aspirin",
    "acetaminophen",
    "naproxen",
    "diclofenac",
    "nurofen",
    "advil",
    "tylenol",
    "panadol",
    "voltarol",
    "voltaren",
];

#[test]
fn no_medicine_is_named_in_the_content() {
    let is_title = |path: &str, line: &str| {
        path == "content/sources.yaml" && line.trim_start().starts_with("title:")
    };
    let mut faults = Vec::new();
    for source in RAN.sources.iter().filter(|source| source.path.starts_with("content/")) {
        let lines = source.text.lines().filter(|line| !is_title(&source.path, line));
        let named = lines.filter(|line| names_medicine(line));
        faults.extend(named.map(|line| format!("{}: {line}", source.path)));
    }
    none("medicines", faults);
}

fn names_medicine(text: &str) -> bool {
    let text = text.to_lowercase();
    MEDICINES.iter().any(|name| text.contains(name))
}

#[test]
fn no_medicine_is_named_in_any_output_but_in_the_title_of_a_source() {
    let sources = site().sources.iter().map(|source| &*source.value.title);
    let titles: Vec<&str> = sources.filter(|title| names_medicine(title)).collect();
    let without_titles =
        |text: &str| titles.iter().fold(text.to_owned(), |text, title| text.replace(title, ""));
    let named = RAN.pages.iter().filter(|(_, text)| names_medicine(&without_titles(text)));
    none("medicines", named.map(|(file, _)| file.clone()));
}

/// The entries of an area, and the area itself.
fn of_areas(areas: [&str; 2]) -> Vec<EntryId> {
    let areas = areas.map(id);
    let belongs = |one: &EntryId| {
        areas.contains(one) || site().entry(*one).areas.iter().any(|area| areas.contains(area))
    };
    site().ids().filter(belongs).collect()
}

#[test]
fn on_every_page_of_ribs_and_upper_back_the_emergency_card_stands_first() {
    let web = Web::of(&RAN);
    let (mut faults, mut kinds) = (Vec::new(), BTreeMap::<&str, (usize, usize)>::new());
    for one in of_areas(["ribs", "upper-back"]) {
        let kind = site().entry(one).kind().name();
        let late = stands_before_the_card(&web, one);
        let count = kinds.entry(kind).or_default();
        count.0 += 1;
        count.1 += usize::from(late.is_some());
        faults.extend(
            late.map(|what| format!("{}: {what} comes before the emergency card", FILES[&one])),
        );
    }
    println!("pages and those in a wrong order, by kind: {kinds:?}");
    none("order", faults);
}

/// What stands before the emergency card of a page and must not.
fn stands_before_the_card(web: &Web, entry: EntryId) -> Option<&'static str> {
    let exercises: BTreeSet<&String> =
        site().of_kind(Kind::Exercise).map(|id| &FILES[&id]).collect();
    for element in select(web.page(&FILES[&entry]), "main *") {
        let has = |class: &str| element.value().classes().any(|other| other == class);
        let to = element.attr("href").map(|href| web.place(&FILES[&entry], href));
        match to {
            _ if has("card--emergency") => return None,
            _ if has("answer") => return Some("the short answer"),
            _ if has("lead") => return Some("the summary"),
            _ if has("prose") => return Some("the text"),
            Some(crate::crawl::Place::Inside { file, .. }) if exercises.contains(&file) => {
                return Some("a link to an exercise");
            }
            _ => {}
        }
    }
    Some("everything, since it is missing,")
}

#[test]
fn every_page_carries_the_urgent_cards_of_its_areas() {
    let web = Web::of(&RAN);
    let mut faults = Vec::new();
    for one in site().ids().filter(|id| is_health(site().entry(*id))) {
        for level in [Urgency::Emergency, Urgency::Today] {
            faults.extend(missing_signs(&web, one, level));
        }
    }
    none("cards", faults);
}

/// A card shows six signs, counts the others and links to them; together they are all.
fn missing_signs(web: &Web, entry: EntryId, level: Urgency) -> Option<String> {
    let shown = site().entry(entry).areas.iter().flat_map(|area| &site().entry(*area).red_flags);
    let flags: BTreeSet<_> = shown.chain(&site().entry(entry).red_flags).collect();
    let signs = flags.iter().flat_map(|flag| &site().red_flag(**flag).item.value.signs);
    let signs: BTreeSet<_> = signs
        .filter(|sign| sign.level == level)
        .map(|sign| (&*sign.sign, sign.only_with.as_deref()))
        .collect();
    let page = web.page(&FILES[&entry]);
    let listed: Vec<String> = select(page, &format!("main .card--{} ul > li", level.name()))
        .into_iter()
        .map(text)
        .collect();
    let more = select(page, &format!("main .card--{} .card__more a", level.name()));
    let more_count = more
        .first()
        .map_or(0, |link| text(*link).split(' ').find_map(|word| word.parse().ok()).unwrap_or(0));
    let all_known = listed.iter().all(|one| signs.iter().any(|sign| one.starts_with(sign.0)));
    let links = more
        .iter()
        .all(|link| link.attr("href") == Some(&format!("/warning-signs/#{}", level.name())));
    let is_whole = listed.len() + more_count == signs.len() && listed.len() == signs.len().min(6);
    (!(all_known && links && is_whole)).then(|| {
        format!(
            "{} {}: {} signs, {listed:?} and {more_count} more",
            FILES[&entry],
            level.name(),
            signs.len()
        )
    })
}

/// Minutes with the doses of the exercises and the sets of the routine.
const MINUTES: [(&str, u32); 11] = [
    ("calf-builder", 23),
    ("core-3-for-treadmill", 5),
    ("glute-max-5", 23),
    ("glute-med-4", 18),
    ("groin-ladder", 7),
    ("hamstring-ladder", 19),
    ("post-run-stretch", 11),
    ("rib-ease", 9),
    ("shin-strength", 22),
    ("upper-back-reset", 12),
    ("upper-back-strength", 14),
];

#[test]
fn the_minutes_of_routines_are_those_of_the_formula() {
    let minutes: BTreeMap<&str, u32> = site()
        .of_kind(Kind::Routine)
        .map(|id| (&*site().entry(id).document.id, minutes_of(id)))
        .collect();
    assert_eq!(minutes, BTreeMap::from(MINUTES));
}

fn minutes_of(id: EntryId) -> u32 {
    let Fields::Routine(routine) = site().entry(id).fields() else { unreachable!() };
    let seconds = site().entry(id).steps.iter().flatten().map(|step| {
        let Fields::Exercise(exercise) = site().entry(*step).fields() else { unreachable!() };
        let mut numbers = Numbers::of(&exercise.dose);
        numbers.sets = routine.sets.map_or(numbers.sets, soleus::schema::Int::get);
        numbers.seconds()
    });
    minutes(seconds.sum())
}

/// The calf stretches of this routine are held for 15 seconds, as its title says, and not for the 20
/// of their own pages, so it is a minute shorter.
#[test]
fn every_routine_shows_its_minutes() {
    let web = Web::of(&RAN);
    for (name, minutes) in MINUTES {
        let minutes = if name == "post-run-stretch" { 10 } else { minutes };
        let shown = text(select(web.page(&FILES[&id(name)]), "main")[0]);
        assert!(shown.contains(&format!("About {minutes} minutes")), "{name}");
        assert!(shown.contains(&format!("in this order, about {minutes} minutes")), "{name}");
    }
}

#[test]
fn every_health_page_says_how_far_it_is_checked() {
    let web = Web::of(&RAN);
    let lines = ["Not checked by a doctor or physiotherapist.", "Written by ", "Checked by "];
    let mut faults = Vec::new();
    for one in site().ids().filter(|id| is_health(site().entry(*id))) {
        let status: Vec<String> =
            select(web.page(&FILES[&one]), "main .status").into_iter().map(text).collect();
        if status.len() != 1 || !lines.iter().any(|line| status[0].starts_with(line)) {
            faults.push(format!("{}: {status:?}", FILES[&one]));
        }
    }
    none("status lines", faults);
}

#[test]
fn no_page_claims_a_check_since_nobody_has_checked_any() {
    let reviewed = site().ids().filter(|id| site().entry(*id).reviewer.is_some());
    none("reviews", reviewed.map(|id| FILES[&id].clone()));
    let professional = |id: &EntryId| matches!(site().entry(*id).fields(), Fields::Person(person) if person.credential.is_some());
    none(
        "credentials",
        site().of_kind(Kind::Person).filter(professional).map(|id| FILES[&id].clone()),
    );
}

#[test]
fn phone_numbers_are_links_and_say_where_they_work() {
    let web = Web::of(&RAN);
    let card = select(web.page("areas/ribs/index.html"), ".card--emergency h2")[0];
    assert!(
        text(card).contains("999 in the UK, 112 in Europe or 911 in the US and Canada"),
        "{}",
        text(card)
    );
    let numbers: Vec<_> =
        card.select(&crate::crawl::parsed("a")).filter_map(|a| a.attr("href")).collect();
    assert_eq!(numbers, ["tel:999", "tel:112", "tel:911"]);
    let today = text(select(web.page("areas/ribs/index.html"), ".card--today")[0]);
    assert!(
        today.contains("111 in England, Scotland and Wales") && today.contains("Northern Ireland"),
        "{today}"
    );
}
