//! `epmapper`, C706 appendix O with [MS-RPCE] 2.2.1.2: at which port or pipe a computer offers an interface. Asked on TCP
//! port 135 or the pipe `epmapper`, by anybody.

mod floor;
mod lookup;
mod map;
mod portion;
mod table;
mod tower;

pub use floor::*;
pub use lookup::*;
pub use map::*;
pub use portion::*;
pub use table::*;
pub use tower::*;

rpc::interface! {
    /// `ept`, C706 appendix O: the endpoint mapper.
    pub Epmapper = "epmapper", 0xe1af8308_5d1f_11c9_91a4_08002b14a0fa, v 3 0, pipe "epmapper" {
        2 => Lookup => LookupReply, "ept_lookup";
        3 => Map => MapReply, "ept_map";
        4 => LookupHandleFree => LookupHandleFreeReply, "ept_lookup_handle_free";
    }
}
