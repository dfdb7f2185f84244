//! A citizen's blocks and consents: registering, changing, lifting, listing, and asking what may be shown.

use std::ffi::c_char;

use spo_core::blocks::{DataPeriod, Registration, RegistrationId};
use spo_core::{Blocks, Error, Result};

use super::spo_client;
use crate::blocks::{
    ends, ends_ms, spo_block, spo_block_registration, spo_block_registration_list, spo_data_items,
    spo_verdict,
};
use crate::caller::{organisation, person, spo_caller, spo_organisation_code_number};
use crate::error::spo_error;
use crate::guard::guard;
use crate::status::spo_status;

impl spo_client {
    /// Makes a call about blocks, on behalf of the client's caller.
    fn blocks<T>(&self, call: impl FnOnce(Blocks<'_>) -> Result<T>) -> Result<T> {
        self.gate.pass(|| {
            let blocks = self.client.blocks();
            call(match &self.caller {
                None => blocks,
                Some(caller) => blocks.as_caller(caller.clone()),
            })
        })
    }
}

/// The name of a registration in the parameter `id`.
fn registration(id: &str) -> Result<RegistrationId> {
    RegistrationId::parse(id).map_err(|error| Error::from(error).at("id"))
}

/// Asks the block service (Samtykkeverifikation) which of `items` about a citizen `caller` may be shown. It is for what a
/// host shows from elsewhere, such as its own copies: what comes from the document sharing service was checked there.
///
/// A service that cannot be asked is SPO_DECISION_UNAVAILABLE and no failure: everything is hidden then, unless the
/// configuration says "when_unavailable": "show" in "blocks". SPO_STATUS_INVALID_ARGUMENT for two items of one id;
/// SPO_STATUS_CONFIGURATION without "blocks" or an identity.
///
/// `*out` is to be freed with spo_verdict_free, or NULL on failure. The items must not change during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_check_blocks(
    client: *const spo_client,
    caller: *const spo_caller,
    cpr: *const c_char,
    items: *const spo_data_items,
    out: *mut *mut spo_verdict,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let caller = arg_ref!(caller).caller();
        let citizen = person(arg_text!(cpr), "cpr")?;
        let items = arg_ref!(items).items();
        let verdict = client.blocks(|blocks| blocks.check(caller, citizen, items))?;
        out.give(verdict.into())
    })
}

/// Registers a block or a consent of the citizen with this CPR number, in effect for the very next look.
///
/// Whoever registers is the client's caller (spo_client_as_caller): the citizen, somebody who acts for the citizen, or a
/// health professional at the citizen's wish.
///
/// SPO_STATUS_INVALID_ARGUMENT names the field ("block.from_past", "block.validity", "block.data_period"), before anything
/// is sent; SPO_STATUS_OUTCOME_UNKNOWN when the answer was lost and the service could not be asked whether it arrived: make
/// the same call again, or list.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_register_block(
    client: *const spo_client,
    cpr: *const c_char,
    block: *const spo_block,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let draft = arg_ref!(block).draft().clone();
        out.give(client.blocks(|blocks| blocks.register(citizen, draft))?.into())
    })
}

/// Blocks everything that can be blocked, for everybody: what a citizen wants who does not want appointments shared.
/// Otherwise as spo_client_register_block.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_block_everything(
    client: *const spo_client,
    cpr: *const c_char,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        out.give(client.blocks(|blocks| blocks.block_everything(citizen))?.into())
    })
}

/// Blocks what comes from a place and its sub-units, for everybody. Otherwise as spo_client_register_block.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_block_place(
    client: *const spo_client,
    cpr: *const c_char,
    code_kind: spo_organisation_code_number,
    code: *const c_char,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let place = organisation(code_kind, arg_text!(code))?;
        out.give(client.blocks(|blocks| blocks.block_place(citizen, place))?.into())
    })
}

/// Blocks everything that can be blocked, for one health professional, who must be in the register of authorisations.
/// Otherwise as spo_client_register_block.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_block_person(
    client: *const spo_client,
    cpr: *const c_char,
    professional: *const c_char,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let professional = person(arg_text!(professional), "professional")?;
        let registered = client.blocks(|blocks| blocks.block_person(citizen, professional))?;
        out.give(registered.into())
    })
}

/// Blocks what is about the time from `from` until `to`, which does not belong to it, for everybody: in RFC 3339 with
/// Denmark's offset. NULL leaves a side open; not both. Otherwise as spo_client_register_block.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_block_period(
    client: *const spo_client,
    cpr: *const c_char,
    from: *const c_char,
    to: *const c_char,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let (from, to) = ends(arg_optional!(from), arg_optional!(to))?;
        let period = DataPeriod { from, to };
        out.give(
            client
                .blocks(|blocks| blocks.block_period(citizen, period))?
                .into(),
        )
    })
}

/// The same in milliseconds since 1970-01-01 00:00 UTC; SPO_NO_TIME leaves a side open.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_block_period_ms(
    client: *const spo_client,
    cpr: *const c_char,
    from_ms: i64,
    to_ms: i64,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let (from, to) = ends_ms(from_ms, to_ms)?;
        let period = DataPeriod { from, to };
        out.give(
            client
                .blocks(|blocks| blocks.block_period(citizen, period))?
                .into(),
        )
    })
}

/// Puts `block` in the place of the registration that the service calls `id` (spo_block_registration_id). How it was is kept
/// as history. Otherwise as spo_client_register_block; refused when the citizen has no such registration in effect.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_change_block(
    client: *const spo_client,
    cpr: *const c_char,
    id: *const c_char,
    block: *const spo_block,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let id = registration(arg_text!(id))?;
        let draft = arg_ref!(block).draft().clone();
        out.give(client.blocks(|blocks| blocks.change(citizen, &id, draft))?.into())
    })
}

/// Ends the registration that the service calls `id`: it is kept as history, and has no effect from now on. Otherwise as
/// spo_client_change_block.
///
/// `*out` is to be freed with spo_block_registration_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_lift_block(
    client: *const spo_client,
    cpr: *const c_char,
    id: *const c_char,
    out: *mut *mut spo_block_registration,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let id = registration(arg_text!(id))?;
        out.give(client.blocks(|blocks| blocks.lift(citizen, &id))?.into())
    })
}

/// A citizen's registrations that count, now or later, oldest first; with `include_history` 1 those that were ended, changed
/// or ran out as well, with 0 not.
///
/// `*out` is to be freed with spo_block_registration_list_free, or NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_client_list_blocks(
    client: *const spo_client,
    cpr: *const c_char,
    include_history: i32,
    out: *mut *mut spo_block_registration_list,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let out = arg_out!(out);
        let client = arg_ref!(client);
        let citizen = person(arg_text!(cpr), "cpr")?;
        let registrations: Vec<Registration> = client.blocks(|blocks| match include_history {
            0 => blocks.list(citizen),
            _ => blocks.history(citizen),
        })?;
        out.give(registrations.into())
    })
}
