//! What touches what, a side at a time, and where it did.

use super::point::Point;
use crate::schema::{Contact, Hold, Pose, Surface};

/// The contacts of one position.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Touch {
    pub shoulders: Option<Surface>,
    pub seat: Option<Surface>,
    pub forearms: [Option<Surface>; 2],
    pub knees: [Option<Surface>; 2],
    pub feet: [Option<Surface>; 2],
    pub hands: [Option<Hold>; 2],
}

impl Touch {
    fn of(contact: &Contact) -> Self {
        let both = |both: Option<Surface>, one, other| [both.or(one), both.or(other)];
        Self {
            shoulders: contact.shoulders,
            seat: contact.seat,
            forearms: both(contact.forearms, contact.forearm, None),
            knees: both(contact.knees, contact.knee, contact.other_knee),
            feet: both(contact.feet, contact.foot, contact.other_foot),
            hands: [contact.hands.or(contact.hand), contact.hands.or(contact.other_hand)],
        }
    }

    /// The contacts of each pose; a pose that names none keeps those of the one before, and the first
    /// stands on its feet.
    pub(super) fn of_poses(poses: &[Pose]) -> Vec<Self> {
        let mut known = Self { feet: [Some(Surface::Floor); 2], ..Self::default() };
        let resolve = |pose: &Pose| {
            known = pose.contact.as_ref().map_or(known, Self::of);
            known
        };
        poses.iter().map(resolve).collect()
    }

    /// The surfaces that the picture must have, each with the part that touches it.
    pub(super) fn surfaces(&self) -> impl Iterator<Item = (&'static str, Surface)> {
        let hand = |hold| match hold {
            Some(Hold::Wall) => Some(Surface::Wall),
            Some(Hold::Chair) => Some(Surface::Chair),
            Some(Hold::Rail) => Some(Surface::Rail),
            _ => None,
        };
        let pairs = [("forearm", self.forearms), ("knee", self.knees), ("foot", self.feet)];
        let pairs = pairs.into_iter().flat_map(|(part, sides)| sides.map(|side| (part, side)));
        let single = [("shoulders", self.shoulders), ("seat", self.seat)];
        let hands = self.hands.map(|hold| ("hand", hand(hold)));
        let all = single.into_iter().chain(pairs).chain(hands);
        all.filter_map(|(part, surface)| Some((part, surface?)))
    }
}

/// Where the parts touched in the position before, so that they stay there.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Places {
    pub shoulders: Option<(Surface, Point)>,
    pub seat: Option<(Surface, Point)>,
    pub forearms: [Option<(Surface, Point)>; 2],
    pub knees: [Option<(Surface, Point)>; 2],
    /// The heel, as if the foot were flat.
    pub feet: [Option<(Surface, Point)>; 2],
    pub hands: [Option<(Hold, Point)>; 2],
}

impl Places {
    /// Without those of hands and feet, which come down anew.
    pub(super) fn without_ends(self) -> Self {
        Self { feet: [None; 2], hands: [None; 2], ..self }
    }
}

/// The place of a part that was on this very surface before.
pub(super) fn kept<T: PartialEq>(before: Option<(T, Point)>, surface: &T) -> Option<Point> {
    before.filter(|(known, _)| known == surface).map(|(_, place)| place)
}
