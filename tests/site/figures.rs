//! Figures of exercises: their bodies, their pictures, and what no body can do.

use std::fmt::Write as _;

use soleus::figure::body::{Body, LOW_BACK, Limbs, UPPER_BACK};
use soleus::figure::joint::FIELDS;
use soleus::figure::point::Point;
use soleus::figure::solve;
use soleus::render::figure::figure as drawn;
use soleus::schema::{Figure, Viewpoint};

use crate::random::Random;
use crate::support::TestSite;

const SEED: u64 = 7;

const EXERCISE: &str = "---
title: Squat
summary: A squat on both legs, as deep as is comfortable for the knees.
kind: strength
level: beginner
areas: []
muscles: {primary: []}
position: standing
steps: [Bend your knees.]
FIGUREdose: {sets: 1, reps: 8, per_week: 3}
avoid_if: [It hurts.]
---
";

const SQUAT: &str = "figure:
  view: side
  poses:
    - {caption: Stand tall., shoulder: 10}
    - {caption: Bend your knees & hips., trunk: 35, hip: 90, knee: 85, shoulder: 80}
";

const ROUTINE: &str = "---
title: Ten squats
summary: A routine that is made of one exercise alone, for a test of pages.
goal: To squat.
when: any-day
areas: []
steps: [{exercise: squat}]
---
";

fn site(figure: &str) -> TestSite {
    TestSite::new("").file("content/exercises/squat.md", &EXERCISE.replace("FIGURE", figure))
}

/// An exercise of two poses.
pub(crate) fn squat() -> String {
    EXERCISE.replace("FIGURE", SQUAT)
}

fn figure(yaml: &str) -> Figure {
    serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"))
}

#[test]
fn an_exercise_with_a_figure_shows_each_pose_with_its_words() {
    let ran = site(SQUAT).run();
    assert_eq!(ran.report(), "");
    let page = ran.page("exercises/squat/index.html");
    let start = page.find("<figure").expect("a figure");
    let end = page.find("</figure>").expect("its end");
    expect_test::expect![[r##"
        <figure class="figure">
        <ol class="poses">
        <li><svg class="pose" role="img" aria-labelledby="pose:1" viewBox="-22 -181 129 187" width="161" height="234"><g class="drawing" id="pose:1:drawing"><rect class="figure__ground" x="-21.4" y="0" width="128.4" height="6"/><g class="figure__far"><path stroke-width="8.5" d="M5 -139L9.9 -111.4"/><path stroke-width="7.5" d="M9.9 -111.4L14.2 -86.8"/><path stroke-width="6" d="M14.2 -86.8L15.8 -77.9"/><path stroke-width="12" d="M5 -93L5 -51"/><path stroke-width="9.5" d="M5 -51L5 -10"/><path class="figure__filled" stroke-width="6" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="6" d="M18 -3L24 -3"/></g><g class="figure__body"><path stroke-width="8" d="M5 -143L5 -163"/><circle class="figure__head" cx="5" cy="-163" r="10.5"/><path stroke-width="5" d="M5 -163L17.4 -161.5"/><path class="figure__trunk" stroke-width="17" d="M5 -93Q5 -114 5 -143"/><g class="figure__rim"><path stroke-width="15.5" d="M5 -93L5 -51"/><path stroke-width="13" d="M5 -51L5 -10"/><path class="figure__filled" stroke-width="9.5" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="9.5" d="M18 -3L24 -3"/></g><path stroke-width="12" d="M5 -93L5 -51"/><path stroke-width="9.5" d="M5 -51L5 -10"/><path class="figure__filled" stroke-width="6" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="6" d="M18 -3L24 -3"/><g class="figure__rim"><path stroke-width="12" d="M5 -139L9.9 -111.4"/><path stroke-width="11" d="M9.9 -111.4L14.2 -86.8"/><path stroke-width="9.5" d="M14.2 -86.8L15.8 -77.9"/></g><path stroke-width="8.5" d="M5 -139L9.9 -111.4"/><path stroke-width="7.5" d="M9.9 -111.4L14.2 -86.8"/><path stroke-width="6" d="M14.2 -86.8L15.8 -77.9"/></g></g></svg>
        <p id="pose:1"><b>1.</b> Stand tall.</p></li>
        <li><svg class="pose" role="img" aria-labelledby="pose:2" viewBox="-22 -181 129 187" width="161" height="234"><g class="drawing" id="pose:2:drawing"><rect class="figure__ground" x="-21.4" y="0" width="128.4" height="6"/><g class="figure__far"><path stroke-width="8.5" d="M17.5 -107.3L37.3 -87.5"/><path stroke-width="7.5" d="M37.3 -87.5L55 -69.8"/><path stroke-width="6" d="M55 -69.8L61.3 -63.4"/><path stroke-width="12" d="M-8.9 -69.6L25.5 -45.5"/><path stroke-width="9.5" d="M25.5 -45.5L5 -10"/><path class="figure__filled" stroke-width="6" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="6" d="M18 -3L24 -3"/></g><g class="figure__body"><path stroke-width="8" d="M19.8 -110.6L31.2 -126.9"/><circle class="figure__head" cx="31.2" cy="-126.9" r="10.5"/><path stroke-width="5" d="M31.2 -126.9L40.5 -118.6"/><path class="figure__trunk" stroke-width="17" d="M-8.9 -69.6Q3.1 -86.8 19.8 -110.6"/><g class="figure__rim"><path stroke-width="15.5" d="M-8.9 -69.6L25.5 -45.5"/><path stroke-width="13" d="M25.5 -45.5L5 -10"/><path class="figure__filled" stroke-width="9.5" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="9.5" d="M18 -3L24 -3"/></g><path stroke-width="12" d="M-8.9 -69.6L25.5 -45.5"/><path stroke-width="9.5" d="M25.5 -45.5L5 -10"/><path class="figure__filled" stroke-width="6" d="M5 -10L0 -3L18 -3L18 -3Z"/><path stroke-width="6" d="M18 -3L24 -3"/><g class="figure__rim"><path stroke-width="12" d="M17.5 -107.3L37.3 -87.5"/><path stroke-width="11" d="M37.3 -87.5L55 -69.8"/><path stroke-width="9.5" d="M55 -69.8L61.3 -63.4"/></g><path stroke-width="8.5" d="M17.5 -107.3L37.3 -87.5"/><path stroke-width="7.5" d="M37.3 -87.5L55 -69.8"/><path stroke-width="6" d="M55 -69.8L61.3 -63.4"/></g></g><path class="figure__arrow" stroke-width="3.5" d="M70.4 -60.6L99 -51.5M94.1 -57.8L99 -51.5L91.3 -49.1"/></svg>
        <p id="pose:2"><b>2.</b> Bend your knees &amp; hips.</p></li>
        </ol>
        <div class="movement"><input type="checkbox" id="pose:movement"><label for="pose:movement">Show the movement</label>
        <svg class="pose" aria-hidden="true" focusable="false" viewBox="-22 -181 129 187" width="161" height="234"><use class="moment moment--1-of-2" href="#pose:1:drawing"/><use class="moment moment--2-of-2" href="#pose:2:drawing"/></svg></div>
    "##]].assert_eq(&page[start..end]);
}

#[test]
fn an_exercise_without_a_figure_has_no_place_for_one() {
    let ran = site("").run();
    let page = ran.page("exercises/squat/index.html");
    assert!(!page.contains("<figure") && !page.contains("class=\"pose"), "{page}");
}

#[test]
fn a_routine_shows_a_small_picture_of_each_step_that_is_drawn() {
    let small = |figure: &str| {
        let ran = site(figure).file("content/routines/ten.md", ROUTINE).run();
        ran.page("routines/ten/index.html").matches("pose--small").count()
    };
    assert_eq!((small(SQUAT), small("")), (1, 0));
}

#[test]
fn what_no_body_can_do_is_an_error_at_the_angle_or_the_contact() {
    let figure = "figure:
  view: side
  props: [{kind: wall, at: 90}]
  poses:
    - {caption: Bend too far., trunk: 20, hip: 120, knee: 100, elbow: -20}
    - caption: Reach for a wall.
      trunk: 10
      hip: 10
      knee: 5
      elbow: 0
      contact: {feet: floor, hands: wall}
    - {caption: Sit on air., contact: {seat: chair, feet: floor}}
";
    expect_test::expect![[r"
        error[impossible-pose]: `elbow` comes to -20 degrees here
          --> content/exercises/squat.md:14:71
           |
        14 |     - {caption: Bend too far., trunk: 20, hip: 120, knee: 100, elbow: -20}
           |                                                                       ^^^
           |
           = help: it goes from 0 to 150
        error[impossible-pose]: the hand does not reach what it is to touch
          --> content/exercises/squat.md:20:16
           |
        20 |       contact: {feet: floor, hands: wall}
           |                ^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: bend the trunk or the joints towards it, or bring it nearer
        error[impossible-pose]: the seat touches a thing that is not in the picture
          --> content/exercises/squat.md:21:39
           |
        21 |     - {caption: Sit on air., contact: {seat: chair, feet: floor}}
           |                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: add `{kind: chair, at: 0}` to `props`
    "]]
    .assert_eq(&site(figure).run().report());
}

#[test]
fn a_figure_has_a_pose_and_no_more_than_four() {
    let pose = "    - {caption: Stand tall.}\n";
    let figure = format!("figure:\n  view: side\n  poses:\n{}", pose.repeat(5));
    expect_test::expect![[r"
        error[impossible-pose]: a figure has 1 to 4 poses, not 5
          --> content/exercises/squat.md:13:5
           |
        13 |     - {caption: Stand tall.}
           |     ^^^^^^^^^^^^^^^^^^^^^^^^
           |
           = help: show the start, what happens, and the end
    "]]
    .assert_eq(&site(&figure).run().report());
}

#[test]
fn a_foot_that_stands_stays_where_it_is() {
    let frames = solve(&figure(
        "{view: side, poses: [{caption: Stand., hip: 0}, {caption: Bend., trunk: 35, hip: 90, knee: 85}, {caption: Rise., trunk: 0, hip: 0, knee: 0, heel_lift: 40}]}",
    ))
    .frames;
    let balls = frames.iter().map(|frame| frame.body.limbs[0].ball);
    assert!(balls.clone().all(|ball| (ball - frames[0].body.limbs[0].ball).length() < 0.01));
    assert!(frames.iter().all(|frame| frame.problems.is_empty()), "{frames:?}");
}

#[test]
fn any_legal_pose_is_a_whole_body_in_the_frame() {
    any_pose(400);
}

#[test]
#[ignore = "long: 20,000 figures; `cargo test --release -- --ignored` runs it"]
fn any_of_very_many_legal_poses_is_a_whole_body_in_the_frame() {
    any_pose(20_000);
}

fn any_pose(count: usize) {
    let mut random = Random::new(SEED);
    let mut legal = 0;
    for _ in 0..count {
        let yaml = any_figure(&mut random);
        let figure = figure(&yaml);
        for frame in solve(&figure).frames {
            assert_whole(figure.view, &frame.body, &yaml);
            if frame.problems.is_empty() {
                legal += 1;
                let lowest = lowest(&frame.body);
                assert!(lowest > -2.6, "a part is {lowest} cm below the floor in\n{yaml}");
            }
        }
        assert_in_frame(&drawn(&figure, "pose"), &yaml);
    }
    println!("seed {SEED}, {count} figures, {legal} legal poses");
    assert!(legal > count / 8, "only {legal} of {count} figures have a legal pose");
}

/// Angles within the ranges of their joints, and contacts that many exercises have.
fn any_figure(random: &mut Random) -> String {
    let view = *random.pick(&[Viewpoint::Side, Viewpoint::Side, Viewpoint::Front]);
    let contacts: &[&str] = match view {
        Viewpoint::Side => &[
            "{feet: floor}",
            "{foot: floor, other_foot: floor, hands: wall}",
            "{feet: step, hands: hips}",
            "{seat: chair, feet: floor}",
            "{knees: floor, hands: floor}",
            "{shoulders: floor, feet: floor}",
            "{forearms: floor, feet: floor}",
            "{shoulders: wall, feet: floor}",
        ],
        Viewpoint::Front => &["{feet: floor}", "{foot: floor}", "{foot: step, hand: wall}"],
    };
    let name = if view == Viewpoint::Side { "side" } else { "front" };
    let mut yaml = format!(
        "view: {name}\nprops: [{{kind: wall, at: 60}}, {{kind: step, at: 5}}, {{kind: chair, at: 0}}]\nposes:\n"
    );
    for _ in 0..=random.below(3) {
        yaml.push_str("  - caption: Any pose.\n    contact: ");
        yaml.push_str(contacts[random.below(contacts.len())]);
        yaml.push('\n');
        for field in &FIELDS {
            let range = field.joint.range(view);
            let width = usize::try_from(range.end() - range.start()).expect("a range has a width");
            if random.once_in(3) {
                let share = i32::try_from(random.below(width + 1)).expect("it is small");
                // Small angles are what people write; the whole range is there too.
                let narrow = if random.once_in(2) { 4 } else { 1 };
                let degrees = (range.start() + share) / narrow;
                writeln!(yaml, "    {}: {degrees}", field.name).expect("writing to a string");
            }
        }
    }
    yaml
}

fn assert_whole(view: Viewpoint, body: &Body, yaml: &str) {
    let is = |one: Point, other: Point, length: f64| {
        let found = (one - other).length();
        assert!((found - length).abs() < 1e-6, "{found} cm and not {length} in\n{yaml}");
    };
    is(body.pelvis, body.waist, LOW_BACK);
    is(body.waist, body.chest, UPPER_BACK);
    for limbs in &body.limbs {
        limbs.bones().into_iter().for_each(|(start, end, length)| is(start, end, length));
        let (hips, shoulders) =
            if view == Viewpoint::Side { (0.0, 4.0) } else { (9.0, 305_f64.sqrt()) };
        is(body.pelvis, limbs.hip, hips);
        is(body.chest, limbs.shoulder, shoulders);
    }
}

fn lowest(body: &Body) -> f64 {
    let limbs = body.limbs.iter().flat_map(Limbs::outline);
    limbs.map(|(point, radius)| point.y - radius).fold(f64::INFINITY, f64::min)
}

/// Every point of every path is within the frame of its picture.
fn assert_in_frame(html: &str, yaml: &str) {
    for picture in html.split("<svg ").skip(1) {
        let attribute = |name: &str| {
            let after = picture.split(&format!("{name}=\"")).nth(1).expect(name);
            numbers(after.split('"').next().expect("its end"))
        };
        let frame = attribute("viewBox");
        for path in picture.split(" d=\"").skip(1) {
            let data = numbers(path.split('"').next().expect("its end"));
            for point in data.chunks(2) {
                let is_in = (frame[0]..=frame[0] + frame[2]).contains(&point[0])
                    && (frame[1]..=frame[1] + frame[3]).contains(&point[1]);
                // What is below the floor is an error, and is told as one.
                assert!(is_in || point[1] > 0.0, "{point:?} is outside {frame:?} in\n{yaml}");
            }
        }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|c: char| c.is_ascii_alphabetic() || c == ' ');
    words.filter(|word| !word.is_empty()).map(|word| word.parse().expect("a number")).collect()
}
