//! Handles and replies of calls that answer with an `NTSTATUS`.

use ndr::ContextHandle;
use transport::CallContext;
use wire::NtStatus;

/// Keeps an object for the client, as long as it wants it.
///
/// # Errors
/// `STATUS_INSUFFICIENT_RESOURCES` if it has too many.
pub(crate) fn keep<T: Send + Sync + 'static>(
    context: &CallContext,
    object: T,
) -> Result<ContextHandle, NtStatus> {
    let kept = context.handles().open(object);
    kept.map_err(|_| NtStatus::INSUFFICIENT_RESOURCES)
}

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
