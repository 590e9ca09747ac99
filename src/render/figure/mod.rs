//! A figure → pictures: one SVG for each position, and words below it. It has classes and presentation
//! attributes only, since a page's policy forbids styles inside it; colours and movement are those
//! of the stylesheet.

mod body;
mod props;
mod shape;

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::figure::{Frame, solve};
use crate::schema::{Figure, Viewpoint};
use shape::{Frame as Box, number};

/// Pixels of a centimetre: somebody who stands is about 220 high, and who lies fits on a phone.
const SCALE: f64 = 1.25;

/// All positions beside each other, each with its caption, and a figure that goes through them when a
/// reader asks for it.
#[must_use]
pub fn figure(figure: &Figure) -> String {
    let frames = solve(figure).frames;
    let window = window(figure, &frames);
    let mut html = String::from("<figure class=\"figure\">\n<ol class=\"poses\">\n");
    for (at, (frame, pose)) in frames.iter().zip(&figure.poses).enumerate() {
        let number = at + 1;
        let drawing = drawing(figure, frame, &window);
        let mut caption = String::new();
        let _ = escape_html(&mut caption, &pose.caption);
        let _ = writeln!(
            html,
            "<li><svg class=\"pose\" role=\"img\" aria-labelledby=\"pose:{number}\" {}>\
             <g id=\"drawing:{number}\">{drawing}</g>{}</svg>\
             <p id=\"pose:{number}\"><b>{number}.</b> {caption}</p></li>",
            window.attributes(SCALE),
            body::arrows(&frame.arrows),
        );
    }
    html.push_str("</ol>\n");
    if frames.len() > 1 {
        html.push_str(&movement(frames.len(), &window));
    }
    html.push_str("</figure>");
    html
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
        "<svg class=\"pose pose--small\" aria-hidden=\"true\" focusable=\"false\" {attributes}>{drawing}</svg>"
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
fn movement(count: usize, window: &Box) -> String {
    let mut html = String::from(
        "<div class=\"movement\"><input type=\"checkbox\" id=\"movement\">\
         <label for=\"movement\">Show the movement</label>\n<svg class=\"pose\" aria-hidden=\"true\" focusable=\"false\" ",
    );
    html += &window.attributes(SCALE);
    html.push('>');
    for at in 1..=count {
        let _ =
            write!(html, "<use class=\"moment moment--{at}-of-{count}\" href=\"#drawing:{at}\"/>");
    }
    html.push_str("</svg></div>\n");
    html
}

/// A point as SVG counts: from the top down.
fn xy(point: crate::figure::point::Point) -> String {
    format!("{} {}", number(point.x), number(-point.y))
}
