//! `epmapper`: full pointers, and a structure that ends in a conformant array.

use ndr::{Conformant, ContextHandle, Full, Ndr, Params};
use wire::Guid;

use crate::image;

/// `ept_map` request, C706 appendix O, with its full pointers.
#[derive(Params, PartialEq)]
struct Map {
    object: Full<Guid>,
    map_tower: Full<Tower>,
    entry_handle: ContextHandle,
    max_towers: u32,
}

/// `twr_t`, C706 appendix L: a structure that ends in a conformant array.
#[derive(Ndr, PartialEq)]
struct Tower {
    tower_length: u32,
    octets: Conformant<u8>,
}

#[test]
fn epm_map_in() {
    let tower = vec![
        2, 0, // floors
        19, 0, 0x0d, // left-hand side: interface
        0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef, 0x00, 0x01, 0x23, 0x45, 0x67, 0xcf,
        0xfb, 1, 0, // logon 1
        2, 0, 0, 0, // right-hand side: minor version 0
        1, 0, 0x07, 2, 0, 0, 135, // TCP port 135
    ];
    let request = Map {
        object: Full::NULL,
        map_tower: Full::new(Tower {
            tower_length: u32::try_from(tower.len()).unwrap(),
            octets: tower.into(),
        }),
        entry_handle: ContextHandle::NIL,
        max_towers: 1,
    };
    image(
        &request,
        &[
            0, 0, 0, 0, // object: null
            0x00, 0x00, 0x02, 0x00, // map_tower: referent
            0x22, 0x00, 0x00, 0x00, // maximum count, before the structure
            0x22, 0x00, 0x00, 0x00, // tower_length
            0x02, 0x00, 0x13, 0x00, 0x0d, 0x78, 0x56, 0x34, 0x12, 0x34, 0x12, 0xcd, 0xab, 0xef,
            0x00, 0x01, // tower_octet_string
            0x23, 0x45, 0x67, 0xcf, 0xfb, 0x01, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x00, 0x07,
            0x02, 0x00, // tower_octet_string, continued
            0x00, 0x87, // tower_octet_string, continued
            0, 0, // padding
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // entry_handle
            0, 0, 0, 0, // entry_handle, continued
            1, 0, 0, 0, // max_towers
        ],
    );
}
