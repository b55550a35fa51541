//! What is written is read as it was.

use proptest::collection::vec;
use proptest::prelude::*;
use wire::Guid;

use crate::pdu::*;
use crate::{InterfaceVersion, RpcStatus};

fn syntax() -> impl Strategy<Value = SyntaxId> {
    (any::<u128>(), any::<u16>(), any::<u16>()).prop_map(|(uuid, major, minor)| SyntaxId {
        uuid: Guid::from_u128(uuid),
        version: InterfaceVersion { major, minor },
    })
}

fn bind() -> impl Strategy<Value = Bind> {
    let element =
        (any::<u16>(), syntax(), vec(syntax(), 1..4)).prop_map(|(id, interface, transfer)| {
            ContextElement {
                id: ContextId(id),
                interface,
                transfer,
            }
        });
    (any::<u16>(), any::<u16>(), any::<u32>(), vec(element, 0..4)).prop_map(
        |(max_xmit_frag, max_recv_frag, assoc_group, contexts)| Bind {
            max_xmit_frag,
            max_recv_frag,
            assoc_group,
            contexts,
        },
    )
}

fn bind_ack() -> impl Strategy<Value = BindAck> {
    let outcome = prop_oneof![
        Just(ContextOutcome::Accepted),
        any::<u16>().prop_map(|r| ContextOutcome::UserRejection(ProviderReason(r))),
        any::<u16>().prop_map(|r| ContextOutcome::ProviderRejection(ProviderReason(r))),
        any::<u16>().prop_map(|f| ContextOutcome::NegotiateAck(BindTimeFeatures(f))),
    ];
    let result =
        (outcome, syntax()).prop_map(|(outcome, transfer)| ContextResult { outcome, transfer });
    (
        any::<u16>(),
        any::<u16>(),
        any::<u32>(),
        "[!-~]{0,20}",
        vec(result, 0..4),
    )
        .prop_map(
            |(max_xmit_frag, max_recv_frag, assoc_group, secondary_address, results)| BindAck {
                max_xmit_frag,
                max_recv_frag,
                assoc_group,
                secondary_address,
                results,
            },
        )
}

/// `accessory` and `number` stand for whatever small fields a body has.
fn body<'a>(
    which: u8,
    bind: Bind,
    ack: BindAck,
    (accessory, number, object): (u16, u32, Option<Guid>),
    stub: &'a [u8],
) -> Body<'a> {
    let [cancel_count, _] = accessory.to_le_bytes();
    let context = ContextId(accessory);
    let alloc_hint = number;
    match which {
        0 => Body::Bind(bind),
        1 => Body::AlterContext(bind),
        2 => Body::BindAck(ack),
        3 => Body::AlterContextResp(ack),
        4 => Body::BindNak(BindNak {
            reason: RejectReason(accessory),
        }),
        5 => Body::Request(Request {
            alloc_hint,
            context,
            opnum: accessory,
            object,
            stub,
        }),
        6 => Body::Response(Response {
            alloc_hint,
            context,
            cancel_count,
            stub,
        }),
        7 => Body::Fault(Fault {
            alloc_hint,
            context,
            cancel_count,
            status: RpcStatus(number),
            stub,
        }),
        8 => Body::Shutdown,
        9 => Body::CoCancel,
        10 => Body::Orphaned,
        _ => Body::Auth3,
    }
}

proptest! {
    #[test]
    fn any_pdu(
        which in 0_u8..12,
        bind in bind(),
        ack in bind_ack(),
        small in (any::<u16>(), any::<u32>(), proptest::option::of(any::<u128>().prop_map(Guid::from_u128))),
        stub in vec(any::<u8>(), 0..100),
        flags in 0_u8..0x80,
        call_id in any::<u32>(),
        token in vec(any::<u8>(), 0..50),
        (auth_type, level, number) in any::<(u8, u8, u32)>(),
    ) {
        let body = body(which, bind, ack, small, &stub);
        let (flags, call_id) = (PduFlags(flags), CallId(call_id));
        let context = SecurityContextId {
            auth_type: AuthType(auth_type),
            level: AuthLevel(level),
            number,
        };
        let pdu = if token.is_empty() {
            plain(flags, call_id, &body)
        } else {
            with_token(flags, call_id, &body, context, &token)
        };
        prop_assert_eq!(frame_len(&pdu, u16::MAX), Ok(Some(pdu.len())));
        for len in 0..pdu.len() {
            prop_assert!(Frame::parse(pdu.get(..len).unwrap_or_default().to_vec()).is_err());
        }
        let frame = Frame::parse(pdu).unwrap();
        prop_assert_eq!(frame.body().unwrap(), body);
        prop_assert_eq!(frame.header().call_id, call_id);
        prop_assert!(frame.header().flags.contains(flags));
        prop_assert_eq!(frame.token(), &token);
        prop_assert_eq!(
            frame.trailer().map(|trailer| trailer.context),
            (!token.is_empty()).then_some(context)
        );
    }
}
