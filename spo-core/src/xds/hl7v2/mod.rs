//! The HL7 version 2 data types inside metadata values: CX, XON, XCN and PID.
//!
//! A value is kept as the text that stands in the registry, and read on demand: nothing that came is lost, and reading
//! a thousand entries copies each value once. Constructors escape, accessors unescape.

mod cx;
mod escape;
mod pid;
mod xcn;
mod xon;

pub use cx::PatientId;
pub use pid::SourcePatientInfo;
pub use xcn::Xcn;
pub use xon::Xon;
