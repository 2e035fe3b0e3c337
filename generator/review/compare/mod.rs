//! What differs between two contracts, and what each difference means for those who exchange
//! messages under them.
//!
//! - [`engine`] decides, [`findings`] collects, and [`context`] says what is being compared; every
//!   comparison is a function of these.
//! - [`contract`] pairs operations; [`operation`] compares two of them part by part: [`parameter`],
//!   [`body`], [`response`], and within these the schemas of messages ([`schema`]).
//! - [`facts`] finds what differs between two schemas, keyword by keyword, and [`memory`] keeps
//!   what was found out about pairs of schemas.
//! - [`text`] is about how values are sent as text, and [`reading`] about how they are read;
//!   [`witness`] makes the exchanges that findings show; [`routing`] says which operation serves a
//!   request.

mod body;
mod context;
mod contract;
mod engine;
mod facts;
mod findings;
mod media_type;
mod memory;
mod operation;
mod parameter;
mod reading;
mod response;
mod routing;
mod schema;
mod text;
mod witness;

pub(crate) use contract::compare;
