//! soleus: a static site generator for running-health publishers.
pub mod diagnostic;
pub mod schema;
pub mod source;
