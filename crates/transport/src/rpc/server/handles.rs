//! Context handles: what a server keeps for one client between calls.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ndr::ContextHandle;
use rpc::RpcStatus;
use wire::Guid;

/// The context handles of an association group, C706 5.1.6. All are gone when its last association ends.
#[derive(Default)]
pub struct Handles {
    objects: Mutex<HashMap<Guid, Arc<dyn Any + Send + Sync>>>,
}

/// The client has as many handles open as it may have.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the client has as many handles open as it may have")]
pub struct TooManyHandles;

impl Handles {
    /// The handles that the associations of one group may have open.
    pub const MOST: usize = 1024;

    /// Keeps `object` for the client.
    ///
    /// # Errors
    /// [`TooManyHandles`], usually answered by `STATUS_INSUFFICIENT_RESOURCES`.
    pub fn open<T: Any + Send + Sync>(&self, object: T) -> Result<ContextHandle, TooManyHandles> {
        let mut uuid = [0; 16];
        getrandom::fill(&mut uuid).map_err(|_| TooManyHandles)?;
        // Never nil, which means none.
        let uuid = Guid::from_u128(u128::from_le_bytes(uuid) | 1);
        let mut objects = self.objects();
        if objects.len() >= Self::MOST {
            return Err(TooManyHandles);
        }
        objects.insert(uuid, Arc::new(object));
        Ok(ContextHandle {
            attributes: 0,
            uuid,
        })
    }

    /// The object behind a handle.
    ///
    /// # Errors
    /// [`RpcStatus::CONTEXT_MISMATCH`], to be sent as a fault, for a handle that this client has not open, or that stands
    /// for an object of another type.
    pub fn get<T: Any + Send + Sync>(
        &self,
        handle: impl Into<ContextHandle>,
    ) -> Result<Arc<T>, RpcStatus> {
        let object = self.objects().get(&given(handle)?).cloned();
        object
            .and_then(|object| object.downcast().ok())
            .ok_or(RpcStatus::CONTEXT_MISMATCH)
    }

    /// Forgets a handle.
    ///
    /// # Errors
    /// [`RpcStatus::CONTEXT_MISMATCH`], to be sent as a fault, for a handle that this client has not open.
    pub fn close(&self, handle: impl Into<ContextHandle>) -> Result<(), RpcStatus> {
        let removed = self.objects().remove(&given(handle)?);
        removed.map(drop).ok_or(RpcStatus::CONTEXT_MISMATCH)
    }

    fn objects(&self) -> MutexGuard<'_, HashMap<Guid, Arc<dyn Any + Send + Sync>>> {
        // Nothing panics while it is locked.
        self.objects.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What [`Handles::open`] has given out is told by its UUID; its attributes are zero, and a client that changes them has
/// another handle.
fn given(handle: impl Into<ContextHandle>) -> Result<Guid, RpcStatus> {
    let handle = handle.into();
    if handle.attributes == 0 {
        Ok(handle.uuid)
    } else {
        Err(RpcStatus::CONTEXT_MISMATCH)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_stands_for_one_object_of_one_type() {
        let handles = Handles::default();
        let one = handles.open(1_u32).unwrap();
        let other = handles.open("two").unwrap();
        assert_ne!(one, other);
        assert_eq!(handles.get::<u32>(one).as_deref(), Ok(&1));
        assert_eq!(handles.get::<u32>(other), Err(RpcStatus::CONTEXT_MISMATCH));
        let altered = ContextHandle {
            attributes: 1,
            ..one
        };
        assert_eq!(
            handles.get::<u32>(altered),
            Err(RpcStatus::CONTEXT_MISMATCH)
        );
        assert_eq!(handles.close(altered), Err(RpcStatus::CONTEXT_MISMATCH));
        assert_eq!(handles.close(one), Ok(()));
        assert_eq!(handles.close(one), Err(RpcStatus::CONTEXT_MISMATCH));
        assert_eq!(
            handles.get::<u32>(ContextHandle::NIL),
            Err(RpcStatus::CONTEXT_MISMATCH)
        );
    }

    #[test]
    fn a_client_has_so_many_handles_and_no_more() {
        let handles = Handles::default();
        let first = handles.open(0_usize).unwrap();
        for n in 1..Handles::MOST {
            handles.open(n).unwrap();
        }
        assert_eq!(handles.open(0_usize), Err(TooManyHandles));
        handles.close(first).unwrap();
        assert!(handles.open(0_usize).is_ok());
    }
}
