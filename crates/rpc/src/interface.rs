//! How an RPC interface is declared: once, for client stub and server dispatch.

use wire::Guid;

/// `if_vers`, C706 12.6.3.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InterfaceVersion {
    /// Incompatible generation.
    pub major: u16,
    /// Compatible addition.
    pub minor: u16,
}

/// An RPC interface, as declared by [`interface!`](crate::interface!).
pub trait Interface: Send + Sync + 'static {
    /// The name that people know it by, as in `rpcclient` and tshark.
    const NAME: &'static str;
    /// Its UUID.
    const UUID: Guid;
    /// Its version.
    const VERSION: InterfaceVersion;
    /// The named pipe below `\PIPE\` on which it is offered over SMB.
    const PIPE: &'static str;
    /// Operation number and name of each call that is declared.
    const CALLS: &'static [(u16, &'static str)];
}

/// A call: the request is the type itself.
pub trait Call: ndr::Params + Send + Sync {
    /// The interface that offers it.
    type Interface: Interface;
    /// What comes back.
    type Reply: ndr::Params + Send;
    /// Its operation number.
    const OPNUM: u16;
    /// The name that the specification gives it.
    const NAME: &'static str;
}

/// Declares an interface and all its calls: one line each, `opnum => Request => Reply, "NameInTheSpecification";`.
///
/// ```
/// use ndr::{Params, Unique, WideStr};
/// use rpc::{Call, Interface};
/// use wire::NtStatus;
///
/// /// `NetrServerReqChallenge` request, [MS-NRPC] 3.5.4.4.1.
/// #[derive(Params)]
/// pub struct ReqChallenge {
///     pub primary_name: Unique<WideStr>,
///     pub computer_name: WideStr,
///     pub client_challenge: [u8; 8],
/// }
///
/// /// `NetrServerReqChallenge` reply.
/// #[derive(Params)]
/// pub struct ReqChallengeReply {
///     pub server_challenge: [u8; 8],
///     pub status: NtStatus,
/// }
///
/// rpc::interface! {
///     /// `logon`, [MS-NRPC] 3.5.4: the secure channel.
///     pub Logon = "netlogon", 0x12345678_1234_abcd_ef00_01234567cffb, v 1 0, pipe "netlogon" {
///         4 => ReqChallenge => ReqChallengeReply, "NetrServerReqChallenge";
///     }
/// }
///
/// assert_eq!(Logon::UUID.to_string(), "12345678-1234-abcd-ef00-01234567cffb");
/// assert_eq!(Logon::CALLS, [(4, "NetrServerReqChallenge")]);
/// assert_eq!((ReqChallenge::OPNUM, ReqChallenge::NAME), Logon::CALLS[0]);
/// ```
#[macro_export]
macro_rules! interface {
    (
        $(#[$doc:meta])*
        pub $interface:ident = $name:literal, $uuid:literal, v $major:literal $minor:literal, pipe $pipe:literal {
            $($opnum:literal => $request:ty => $reply:ty, $call:literal;)*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $interface;

        impl $crate::Interface for $interface {
            const NAME: &'static str = $name;
            const UUID: $crate::reexport::Guid = $crate::reexport::Guid::from_u128($uuid);
            const VERSION: $crate::InterfaceVersion = $crate::InterfaceVersion { major: $major, minor: $minor };
            const PIPE: &'static str = $pipe;
            const CALLS: &'static [(u16, &'static str)] = &[$(($opnum, $call)),*];
        }

        $(
            impl $crate::Call for $request {
                type Interface = $interface;
                type Reply = $reply;
                const OPNUM: u16 = $opnum;
                const NAME: &'static str = $call;
            }
        )*

        impl<S> $crate::Dispatch<S> for $interface
        where
            S: $crate::Service $(+ $crate::Handler<$request>)*,
        {
            fn dispatch<'a>(
                service: &'a S,
                context: &'a S::Context,
                opnum: u16,
                stub: &'a $crate::association::StubData,
            ) -> $crate::Answer<'a> {
                match opnum {
                    $($opnum => Box::pin($crate::answer::<$request, S>(service, context, stub)),)*
                    _ => Box::pin(::std::future::ready(Err($crate::RpcStatus::OPERATION_RANGE))),
                }
            }
        }
    };
}
