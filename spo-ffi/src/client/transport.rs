//! The host's own HTTP: one callback sends a request and fills in the answer.

use std::ffi::{c_char, c_void};
use std::ptr;
use std::time::Duration;

use spo_core::transport::{Request, Response, Sent, Transport, TransportError, TransportErrorKind};

use crate::error::spo_error;
use crate::guard::{get, guard};
use crate::status::spo_status;
use crate::strings::Strings;

/// One POST to send. Lent to the callback for the time of its call.
pub struct spo_request {
    request: Request,
    strings: Strings,
}
handle!(shared spo_request);

/// The answer, filled in by the callback. Lent to it for the time of its call.
#[derive(Default)]
pub struct spo_response {
    response: Response,
    error: Option<String>,
}
handle!(exclusive spo_response);

/// What a callback says of a request.
#[repr(i32)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum spo_transport_result {
    /// There is a complete answer, whatever its status.
    Answered = 0,
    /// There is none, and the service can certainly not have received the request: no connection was made.
    NotSent = 1,
    /// There is none, and the service may have received the request. In doubt, say this: the client finds out.
    NotAnswered = 2,
    /// The time allowed was up. The service may have received the request.
    Timeout = 3,
}

/// The number of a [`spo_transport_result`].
pub type spo_transport_result_number = i32;

/// Sends a request and waits for its answer.
///
/// POST the body to the address with exactly the given headers (add what HTTP itself needs, such as Host and
/// Content-Length); follow no redirect and repeat nothing, because a submission must not be sent twice behind the
/// client's back; return within the request's time. Any other number than those of the enum means
/// SPO_TRANSPORT_RESULT_NOT_ANSWERED.
///
/// It is called from the thread that uses the client, so from several at once when several do; for an overview from
/// several threads of the library's own. It must not let an exception out, and must not close or free the client. An
/// overview waits no longer than its time for a callback that takes longer than the request's: then `userdata` must
/// stay usable until the callback has returned.
pub type spo_transport_callback = Option<
    unsafe extern "C" fn(
        userdata: *mut c_void,
        request: *const spo_request,
        response: *mut spo_response,
    ) -> spo_transport_result_number,
>;

/// A transport that asks the host.
pub(super) struct HostTransport {
    pub(super) send: unsafe extern "C" fn(*mut c_void, *const spo_request, *mut spo_response) -> i32,
    pub(super) userdata: *mut c_void,
}

// SAFETY: the host promised with spo_client_new_with_transport that its callback may be called with this pointer from
// any thread.
unsafe impl Send for HostTransport {}
// SAFETY: the same promise: from several threads at once.
unsafe impl Sync for HostTransport {}

impl Transport for HostTransport {
    fn send(&self, request: &Request) -> Result<Response, TransportError> {
        let request = spo_request {
            request: request.clone(),
            strings: Strings::default(),
        };
        let mut answer = spo_response::default();
        // SAFETY: the host promised that both may be used like this; request and answer outlive the call, and nobody
        // else uses them meanwhile.
        let result = unsafe { (self.send)(self.userdata, &raw const request, &raw mut answer) };
        let fail = |kind, sent, otherwise: &str| {
            let message = answer.error.as_deref().unwrap_or(otherwise);
            Err(TransportError::new(kind, sent, spo_core::redact(message)))
        };
        match result {
            0 if answer.response.status == 0 => fail(
                TransportErrorKind::Broken,
                Sent::Possibly,
                "the host's transport gave an answer without a status",
            ),
            0 => Ok(answer.response),
            1 => fail(
                TransportErrorKind::Connect,
                Sent::No,
                "the host's transport could not send",
            ),
            3 => fail(
                TransportErrorKind::Timeout,
                Sent::Possibly,
                "the host's transport got no answer in time",
            ),
            _ => fail(
                TransportErrorKind::Broken,
                Sent::Possibly,
                "the host's transport got no answer",
            ),
        }
    }
}

fn ms(duration: Duration) -> u32 {
    duration.as_millis().try_into().unwrap_or(u32::MAX)
}

/// The address, "http://" or "https://". Borrowed from the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_url(request: *const spo_request) -> *const c_char {
    get(ptr::null(), || {
        let request = arg_ref!(request);
        Ok(request.strings.lend(&request.request.url))
    })
}

/// How many headers to send.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_header_count(request: *const spo_request) -> usize {
    get(0, || Ok(arg_ref!(request).request.headers.len()))
}

/// The name of header `index`; NULL beyond the last. Borrowed from the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_header_name(request: *const spo_request, index: usize) -> *const c_char {
    get(ptr::null(), || {
        let request = arg_ref!(request);
        let header = request.request.headers.get(index);
        Ok(request.strings.lend_some(header.map(|(name, _)| name.as_str())))
    })
}

/// The value of header `index`; NULL beyond the last, and when it is empty. Borrowed from the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_header_value(
    request: *const spo_request,
    index: usize,
) -> *const c_char {
    get(ptr::null(), || {
        let request = arg_ref!(request);
        let header = request.request.headers.get(index);
        Ok(request.strings.lend_some(header.map(|(_, value)| value.as_str())))
    })
}

/// The bytes to send; `*len` is their number. Borrowed from the request.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_body(request: *const spo_request, len: *mut usize) -> *const u8 {
    get(ptr::null(), || {
        let length = arg_len!(len);
        let body = &arg_ref!(request).request.body;
        length.put(body.len());
        Ok(body.as_ptr())
    })
}

/// The time allowed for everything, until the last byte of the answer, in milliseconds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_timeout_ms(request: *const spo_request) -> u32 {
    get(0, || Ok(ms(arg_ref!(request).request.timeout)))
}

/// The time allowed for connecting, in milliseconds.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_request_connect_timeout_ms(request: *const spo_request) -> u32 {
    get(0, || Ok(ms(arg_ref!(request).request.connect_timeout)))
}

/// Sets the HTTP status of the answer.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_response_set_status(
    response: *mut spo_response,
    status: i32,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let response = arg_mut!(response);
        response.response.status = u16::try_from(status)
            .ok()
            .filter(|status| (100..1000).contains(status))
            .ok_or_else(|| crate::argument::not_in_enum("status", "the HTTP statuses", status))?;
        Ok(())
    })
}

/// Adds a header of the answer. Content-Type is needed; the others do no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_response_add_header(
    response: *mut spo_response,
    name: *const c_char,
    value: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let response = arg_mut!(response);
        let header = (arg_text!(name).to_owned(), arg_text!(value).to_owned());
        response.response.headers.push(header);
        Ok(())
    })
}

/// Adds bytes to the body of the answer; call it for each piece as it arrives, or once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_response_add_body(
    response: *mut spo_response,
    data: *const u8,
    len: usize,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        let response = arg_mut!(response);
        response.response.body.extend_from_slice(arg_bytes!(data, len));
        Ok(())
    })
}

/// Says why there is no answer, for the message of the error. CPR numbers are masked.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn spo_response_set_error(
    response: *mut spo_response,
    message: *const c_char,
    err: *mut *mut spo_error,
) -> spo_status {
    guard(slot!(err), || {
        arg_mut!(response).error = Some(arg_text!(message).to_owned());
        Ok(())
    })
}
