//! soleus: a static site generator for running-health publishers.

pub mod source;
pub mod diagnostic;
pub mod schema;
pub mod theme;
pub mod load;
pub mod parse;
pub mod link;
pub mod plan;
pub mod check;
pub mod render;
pub mod memo;
pub mod pipeline;
pub mod write;
pub mod cli;
