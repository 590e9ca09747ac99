//! A figure → pictures: one SVG for each position, and words below it. It has classes and presentation
//! attributes only, since a page's policy forbids styles inside it; colours and movement are those
//! of the stylesheet.

mod body;
mod props;
mod shape;

use pulldown_cmark_escape::escape_html;

use crate::figure::{Frame, solve};
use crate::schema::{Figure, Viewpoint};
use shape::{Frame as Box, number};

/// Pixels of a centimetre: somebody who stands is about 220 high, and who lies fits on a phone.
const SCALE: f64 = 1.25;

/// All positions beside each other, each with its caption, and a figure that goes through them when a
/// reader asks for it. The ids of its parts begin with `name`.
#[must_use]
pub fn figure(figure: &Figure, name: &str) -> String {
    let frames = solve(figure).frames;
    let window = window(figure, &frames);
    let mut html = String::from("<figure class=\"figure\">\n<ol class=\"poses\">\n");
    for (at, (frame, pose)) in frames.iter().zip(&figure.poses).enumerate() {
        let drawing = drawing(figure, frame, &window);
        let arrows = body::arrows(&frame.arrows);
        let id = format!("{name}:{}", at + 1);
        let picture = format!("<g class=\"drawing\" id=\"{id}:drawing\">{drawing}</g>{arrows}");
        html += &item(&id, at + 1, &window.attributes(SCALE), &picture, &pose.caption);
    }
    html.push_str("</ol>\n");
    if frames.len() > 1 {
        html += &movement(name, frames.len(), &window);
    }
    html.push_str("</figure>");
    html
}

fn item(id: &str, number: usize, attributes: &str, picture: &str, caption: &str) -> String {
    let mut words = String::new();
    escape_html(&mut words, caption).expect("writing to a string cannot fail");
    format!(
        "<li><svg class=\"pose\" role=\"img\" aria-labelledby=\"{id}\" {attributes}>{picture}</svg>\n\
         <p id=\"{id}\"><b>{number}.</b> {words}</p></li>\n"
    )
}

/// One position, small and without words, beside the name of the exercise.
#[must_use]
pub fn thumbnail(figure: &Figure) -> String {
    let frames = solve(figure).frames;
    // The second position shows what the exercise is; the first is often only a start.
    let Some(frame) = frames.get(1).or(frames.first()) else { return String::new() };
    let window = window(figure, std::slice::from_ref(frame));
    let drawing = drawing(figure, frame, &window);
    let attributes = window.attributes(SCALE / 2.5);
    format!(
        "<svg class=\"pose pose--small\" aria-hidden=\"true\" focusable=\"false\" {attributes}>\
         <g class=\"drawing\">{drawing}</g></svg>"
    )
}

/// What all positions fit into, so that one can be held against the next.
fn window(figure: &Figure, frames: &[Frame]) -> Box {
    let mut window = Box::default();
    for frame in frames {
        for (point, radius) in frame.body.outline() {
            window.hold(point, radius);
        }
        for arrow in &frame.arrows {
            window.hold(arrow.from, shape::MARGIN);
            window.hold(arrow.to, shape::MARGIN);
        }
    }
    for prop in &figure.props {
        props::hold(&mut window, prop);
    }
    window
}

fn drawing(figure: &Figure, frame: &Frame, window: &Box) -> String {
    let mut svg = props::ground(window);
    for prop in &figure.props {
        svg += &props::behind(prop, window, &frame.body);
    }
    svg += &match figure.view {
        Viewpoint::Side => body::from_side(&frame.body),
        Viewpoint::Front => body::from_front(&frame.body),
    };
    svg
}

/// The positions over each other, one after another. Movement that goes on must be for the reader to
/// start and stop, and needs no script for that.
fn movement(name: &str, count: usize, window: &Box) -> String {
    let attributes = window.attributes(SCALE);
    let moments = (1..=count).map(|at| {
        format!("<use class=\"moment moment--{at}-of-{count}\" href=\"#{name}:{at}:drawing\"/>")
    });
    let moments: String = moments.collect();
    format!(
        "<div class=\"movement\"><input type=\"checkbox\" id=\"{name}:movement\">\
         <label for=\"{name}:movement\">Show the movement</label>\n\
         <svg class=\"pose\" aria-hidden=\"true\" focusable=\"false\" {attributes}>{moments}</svg></div>\n"
    )
}

/// A point as SVG counts: from the top down.
fn xy(point: crate::figure::point::Point) -> String {
    format!("{} {}", number(point.x), number(-point.y))
}
