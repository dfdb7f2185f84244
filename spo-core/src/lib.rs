//! Share and read a patient's appointments (aftaler) over the Danish national service platform.

#![forbid(unsafe_code)]

pub mod audit;
pub mod blocks;
pub mod cda;
mod client;
mod context;
pub mod dgws;
mod error;
pub mod fhir;
mod json;
pub mod master_data_edit;
pub mod model;
pub mod overview;
#[cfg(feature = "queue")]
mod queue;
pub mod rules;
#[cfg(feature = "schema")]
pub mod schema;
pub mod soap;
mod text_table;
pub mod transport;
pub mod xds;
pub mod xml;

#[cfg(test)]
use spo_scan as _;

#[cfg(feature = "queue")]
pub use client::MinLog;
pub use client::{
    Actions, AppointmentList, AppointmentVersion, Appointments, BlockService, Blocks, Client, ClientBuilder,
    ClientConfig, CredentialFiles, DeliveryFailure, DocumentSource, Endpoints, Environment, Exchange,
    Exchanges, Found, Gap, IdentityConfig, LogDelivery, MasterDataService, Messages, MinLogService, Outcome,
    OverviewRequest, PasswordSource, PemFiles, Pkcs12File, PreparedVersion, ReadAddresses, Receipt,
    RefusedEntry, Route, Search, Session, SharedAppointment, SharedMasterData, Source, TokenService,
    WireForm,
};
pub use context::Context;
pub use error::{Error, ErrorClass, ErrorDetails, ErrorKind, Result, ServiceError, redact};
pub use model::*;
pub use overview::Overview;
