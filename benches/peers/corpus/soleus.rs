//! What a site of soleus has besides its entries: settings, warning signs with their source, muscles.

use std::fmt::Write as _;

use soleus::check::RULES;

use crate::names::{AREAS, MUSCLES};

/// The data files by their paths. Rules about content are off unless they are asked for; those that
/// hold for every site cannot be turned off.
pub(crate) fn data(with_rules: bool) -> [(&'static str, String); 4] {
    [
        ("content/site.yaml", settings(with_rules)),
        ("content/sources.yaml", SOURCE.to_owned()),
        ("content/red-flags.yaml", AREAS.map(red_flag).concat()),
        ("content/terms.yaml", MUSCLES.map(muscle).concat()),
    ]
}

const SOURCE: &str = "- id: leaflet\n  title: A leaflet about running\n  org: A health service\n  \
    kind: patient-info\n  year: 2025\n  url: https://studies.example.org/leaflet\n  status: found\n";

fn settings(with_rules: bool) -> String {
    // No peer makes a search index or draws pictures.
    let mut text = "title: Running health\nbase_url: https://example.org/\nsearch: false\n\
                    social_cards: false\n"
        .to_owned();
    if !with_rules {
        text.push_str("rules:\n");
        for rule in RULES.iter().filter(|rule| !rule.group.is_binding()) {
            let _ = writeln!(text, "  {}: off", rule.id);
        }
    }
    text
}

fn red_flag(area: &str) -> String {
    let name = area.replace('-', " ");
    format!(
        "- id: danger-{area}\n  about: A danger of the {name}\n  areas: [{area}]\n  signs:\n    \
         - sign: the {name} swell and you cannot stand\n      level: emergency\n    \
         - sign: the {name} hurt at night and at rest\n      level: today\n    \
         - sign: the {name} have not changed in two weeks\n      level: see-someone\n  \
         sources: [leaflet]\n"
    )
}

fn muscle(id: &str) -> String {
    format!("- id: {id}\n  name: {}\n  kind: muscle\n", id.replace('-', " "))
}
