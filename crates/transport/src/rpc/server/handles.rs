//! Context handles: what a server keeps for one client between calls.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ndr::ContextHandle;
use rpc::{Interface, RpcStatus};
use wire::Guid;

/// What a context handle can stand for.
pub trait HandleObject: Any + Send + Sync {
    /// The interface whose handle it is: no call of another one takes it.
    type Interface: Interface;
}

/// The context handles of an association group, C706 5.1.6. All are gone when its last association ends.
#[derive(Default)]
pub struct Handles {
    open: Mutex<HashMap<Guid, Open>>,
}

/// An object, and the UUID of the interface whose handle stands for it.
struct Open {
    interface: Guid,
    object: Arc<dyn Any + Send + Sync>,
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
    pub fn open<T: HandleObject>(&self, object: T) -> Result<ContextHandle, TooManyHandles> {
        let mut uuid = [0; 16];
        getrandom::fill(&mut uuid).map_err(|_| TooManyHandles)?;
        // Never nil, which means none.
        let uuid = Guid::from_u128(u128::from_le_bytes(uuid) | 1);
        let mut table = self.table();
        if table.len() >= Self::MOST {
            return Err(TooManyHandles);
        }
        let open = Open {
            interface: T::Interface::UUID,
            object: Arc::new(object),
        };
        table.insert(uuid, open);
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
    pub fn get<T: HandleObject>(
        &self,
        handle: impl Into<ContextHandle>,
    ) -> Result<Arc<T>, RpcStatus> {
        let table = self.table();
        let open = table.get(&given(handle)?);
        open.and_then(|open| Arc::clone(&open.object).downcast().ok())
            .ok_or(RpcStatus::CONTEXT_MISMATCH)
    }

    /// Forgets a handle of the interface `I`.
    ///
    /// # Errors
    /// [`RpcStatus::CONTEXT_MISMATCH`], to be sent as a fault, for a handle that this client has not open, or that is
    /// another interface's: it stays open.
    pub fn close<I: Interface>(&self, handle: impl Into<ContextHandle>) -> Result<(), RpcStatus> {
        let uuid = given(handle)?;
        let mut table = self.table();
        match table.get(&uuid) {
            Some(open) if open.interface == I::UUID => drop(table.remove(&uuid)),
            _ => return Err(RpcStatus::CONTEXT_MISMATCH),
        }
        Ok(())
    }

    fn table(&self) -> MutexGuard<'_, HashMap<Guid, Open>> {
        // Nothing panics while it is locked.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
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
    use msrpc::epmapper::Epmapper;
    use msrpc::mgmt::Mgmt;

    use super::*;

    #[derive(Debug, Eq, PartialEq)]
    struct One(u32);
    #[derive(Debug, Eq, PartialEq)]
    struct Other;

    impl HandleObject for One {
        type Interface = Mgmt;
    }
    impl HandleObject for Other {
        type Interface = Mgmt;
    }

    const REFUSED: RpcStatus = RpcStatus::CONTEXT_MISMATCH;

    #[test]
    fn a_handle_stands_for_one_object_of_one_type() {
        let handles = Handles::default();
        let one = handles.open(One(1)).unwrap();
        let other = handles.open(Other).unwrap();
        assert_ne!(one, other);
        assert_eq!(handles.get::<One>(one).as_deref(), Ok(&One(1)));
        assert_eq!(handles.get::<One>(other), Err(REFUSED));
        let altered = ContextHandle {
            attributes: 1,
            ..one
        };
        assert_eq!(handles.get::<One>(altered), Err(REFUSED));
        assert_eq!(handles.close::<Mgmt>(altered), Err(REFUSED));
        assert_eq!(handles.close::<Mgmt>(one), Ok(()));
        assert_eq!(handles.close::<Mgmt>(one), Err(REFUSED));
        assert_eq!(handles.get::<One>(ContextHandle::NIL), Err(REFUSED));
    }

    #[test]
    fn no_interface_closes_what_another_has_opened() {
        let handles = Handles::default();
        let one = handles.open(One(1)).unwrap();
        assert_eq!(handles.close::<Epmapper>(one), Err(REFUSED));
        assert!(handles.get::<One>(one).is_ok(), "it is there still");
        assert_eq!(handles.close::<Mgmt>(one), Ok(()));
    }

    #[test]
    fn a_client_has_so_many_handles_and_no_more() {
        let handles = Handles::default();
        let first = handles.open(Other).unwrap();
        for _ in 1..Handles::MOST {
            handles.open(Other).unwrap();
        }
        assert_eq!(handles.open(Other), Err(TooManyHandles));
        handles.close::<Mgmt>(first).unwrap();
        assert!(handles.open(Other).is_ok());
    }
}
