//! The drawing of an exercise as an author writes it: poses of a jointed figure, and what it stands,
//! lies or leans on. `figure` turns them into positions, `render` into pictures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, Whole};

/// A whole number of degrees.
pub type Degrees = Whole<-180, 180>;
/// A place or a height in centimetres.
pub type Centimetres = Whole<-250, 250>;

/// The drawing of an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The side it is seen from.
    pub view: Viewpoint,
    /// What else is in the picture; the floor always is.
    #[serde(default)]
    pub props: Vec<Prop>,
    /// One to four positions, from the start to the end.
    pub poses: Vec<Pose>,
}

/// The side from which a figure is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Viewpoint {
    /// It looks to the right; the nearer arm and leg are those without `other_`.
    Side,
    /// It looks at the reader; the arm and leg without `other_` are on the right of the picture.
    Front,
}

/// A thing that the figure uses.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prop {
    /// What it is.
    pub kind: PropKind,
    /// Where it is across the picture: the face of a wall, the edge of a step, the middle of the rest.
    /// From the front, a wall at 0 stands behind the figure.
    pub at: Centimetres,
    /// How high a step is, or the point that a band is fixed to.
    #[serde(default)]
    pub height: Option<Centimetres>,
    /// What a band is held with.
    #[serde(default)]
    pub held_by: Option<Holder>,
}

/// The things that can be in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PropKind {
    Wall,
    Chair,
    Bench,
    Step,
    Mat,
    Cushion,
    Roller,
    Rail,
    Band,
}

/// What holds the loose end of a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    Hands,
    Foot,
}

/// One position. What it leaves out stays as in the position before, and upright in the first; an
/// `other_` angle that no position gives is that of the first side.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pose {
    /// What the picture shows, as an instruction. It is the alternative text too.
    pub caption: Text<3, 90>,
    /// What touches what. A part that was there before stays where it was.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// Hands and feet come down anew, where their angles say, and do not stay where they were.
    #[serde(default)]
    pub moved: bool,
    /// The lean of the pelvis: 0 upright, 90 face down or to the right, -90 on the back.
    #[serde(default)]
    pub trunk: Option<Degrees>,
    /// How far the lower back is rounded; below 0 it is hollow.
    #[serde(default)]
    pub low_back: Option<Degrees>,
    /// How far the upper back is rounded; below 0 it is arched.
    #[serde(default)]
    pub upper_back: Option<Degrees>,
    /// How far the head is bowed.
    #[serde(default)]
    pub neck: Option<Degrees>,
    /// How far the arm is raised: forward from the side, outward from the front.
    #[serde(default)]
    pub shoulder: Option<Degrees>,
    #[serde(default)]
    pub other_shoulder: Option<Degrees>,
    /// How far the elbow is bent.
    #[serde(default)]
    pub elbow: Option<Degrees>,
    #[serde(default)]
    pub other_elbow: Option<Degrees>,
    /// How far the hand is bent to its palm.
    #[serde(default)]
    pub wrist: Option<Degrees>,
    #[serde(default)]
    pub other_wrist: Option<Degrees>,
    /// How far the thigh is raised: forward from the side, outward from the front.
    #[serde(default)]
    pub hip: Option<Degrees>,
    #[serde(default)]
    pub other_hip: Option<Degrees>,
    /// How far the knee is bent.
    #[serde(default)]
    pub knee: Option<Degrees>,
    #[serde(default)]
    pub other_knee: Option<Degrees>,
    /// How far a free foot is pulled up; below 0 it points away.
    #[serde(default)]
    pub ankle: Option<Degrees>,
    #[serde(default)]
    pub other_ankle: Option<Degrees>,
    /// How far the heel of a standing foot is lifted; below 0 the toes are.
    #[serde(default)]
    pub heel_lift: Option<Degrees>,
    #[serde(default)]
    pub other_heel_lift: Option<Degrees>,
}

/// What of the body touches what. The first of these that is given fixes the figure in space, and the
/// other limbs reach for theirs: shoulders, forearms, seat, knees, feet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The upper back, or the chest when it lies face down.
    #[serde(default)]
    pub shoulders: Option<Surface>,
    /// Both forearms.
    #[serde(default)]
    pub forearms: Option<Surface>,
    /// One forearm alone.
    #[serde(default)]
    pub forearm: Option<Surface>,
    /// The buttocks.
    #[serde(default)]
    pub seat: Option<Surface>,
    /// Both knees.
    #[serde(default)]
    pub knees: Option<Surface>,
    /// One knee alone.
    #[serde(default)]
    pub knee: Option<Surface>,
    #[serde(default)]
    pub other_knee: Option<Surface>,
    /// Both feet.
    #[serde(default)]
    pub feet: Option<Surface>,
    /// One foot alone.
    #[serde(default)]
    pub foot: Option<Surface>,
    #[serde(default)]
    pub other_foot: Option<Surface>,
    /// Both hands.
    #[serde(default)]
    pub hands: Option<Hold>,
    /// One hand alone.
    #[serde(default)]
    pub hand: Option<Hold>,
    #[serde(default)]
    pub other_hand: Option<Hold>,
}

/// What can carry a part of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    Floor,
    Wall,
    Chair,
    Bench,
    Step,
    Cushion,
    Roller,
    Rail,
}

/// What a hand can hold or rest on: a surface (of a chair, its back; of a rail, its end), or the body itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Hold {
    Floor,
    Wall,
    Chair,
    Rail,
    Hips,
    Thigh,
    Knee,
    Foot,
    Belly,
    Chest,
    Head,
}
