//! Where the fuzzer starts from, and what it found once.

use msrpc::oracle;
use testkit::replay;

#[test]
fn corpora_are_refused_or_understood() {
    replay("msrpc_buffers", oracle::tower);
    replay("msrpc_buffers", oracle::event_log_records);
    replay("msrpc_buffers", oracle::services);
    replay("msrpc_buffers", oracle::change_log_entry);
    replay("msrpc_buffers", oracle::user_keys);
    replay("msrpc_dssetup", oracle::dssetup);
    replay("msrpc_epmapper", oracle::epmapper);
    replay("msrpc_eventlog", oracle::eventlog);
    replay("msrpc_lsarpc", oracle::lsarpc);
    replay("msrpc_mgmt", oracle::mgmt);
    replay("msrpc_netlogon", oracle::netlogon);
    replay("msrpc_samr", oracle::samr);
    replay("msrpc_srvsvc", oracle::srvsvc);
    replay("msrpc_svcctl", oracle::svcctl);
    replay("msrpc_wkssvc", oracle::wkssvc);
}
