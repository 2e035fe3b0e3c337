//! What differs between two contracts, and what each difference means for those who exchange
//! messages under them.
//!
//! - [`engine`] decides, [`findings`] collects, and [`context`] says what is being compared; every
//!   comparison is a function of these.
//! - [`contract`] pairs operations; [`operation`] compares two of them part by part: [`parameter`],
//!   [`body`], [`response`], and within these the schemas of messages ([`schema`]).
//! - [`text`] is about values that are sent as text; [`witness`] makes the exchanges that findings
//!   show; [`routing`] says which operation answers a request.

mod body;
mod context;
mod contract;
mod engine;
mod findings;
mod media_type;
mod operation;
mod parameter;
mod response;
mod routing;
mod schema;
mod text;
mod witness;

pub(crate) use contract::compare;
