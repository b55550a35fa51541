//! Handles and replies of calls that answer with an `NTSTATUS`.

use ndr::ContextHandle;
use transport::{CallContext, HandleObject};
use wire::NtStatus;

/// Keeps an object for the client, as long as it wants it.
///
/// # Errors
/// `STATUS_INSUFFICIENT_RESOURCES` if it has too many.
pub(crate) fn keep<T: HandleObject>(
    context: &CallContext,
    object: T,
) -> Result<ContextHandle, NtStatus> {
    let kept = context.handles().open(object);
    kept.map_err(|_| NtStatus::INSUFFICIENT_RESOURCES)
}

/// Says which interface's handles stand for objects of these types.
macro_rules! objects_of {
    ($interface:ty: $($object:ty),+) => {
        $(impl transport::HandleObject for $object {
            type Interface = $interface;
        })+
    };
}
pub(crate) use objects_of;

/// What a reply says: what was found or made and success, or nothing and the reason.
pub(crate) fn outcome<T: Default>(result: Result<T, NtStatus>) -> (T, NtStatus) {
    match result {
        Ok(value) => (value, NtStatus::SUCCESS),
        Err(status) => (T::default(), status),
    }
}

/// The status of a reply that says nothing else.
pub(crate) fn status(result: Result<(), NtStatus>) -> NtStatus {
    result.err().unwrap_or(NtStatus::SUCCESS)
}
