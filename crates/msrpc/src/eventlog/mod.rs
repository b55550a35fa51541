//! `eventlog`, [MS-EVEN]: what happened on a computer, and telling it what did.

mod event;
mod log;
mod read;
mod record;

pub use event::*;
pub use log::*;
pub use read::*;
pub use record::*;

rpc::interface! {
    /// `eventlog`, [MS-EVEN] 1.9 and 3.1.4: the event log service.
    pub Eventlog = "eventlog", 0x82273fdc_e32a_18c3_3f78_827929dc23ea, v 0 0, pipe "eventlog" {
        0 => ClearElf => StatusReply, "ElfrClearELFW";
        1 => BackupElf => StatusReply, "ElfrBackupELFW";
        2 => CloseEl => ClosedReply, "ElfrCloseEL";
        3 => DeregisterEventSource => ClosedReply, "ElfrDeregisterEventSource";
        4 => NumberOfRecords => NumberOfRecordsReply, "ElfrNumberOfRecords";
        5 => OldestRecord => OldestRecordReply, "ElfrOldestRecord";
        7 => OpenEl => OpenedReply, "ElfrOpenELW";
        8 => RegisterEventSource => OpenedReply, "ElfrRegisterEventSourceW";
        10 => ReadEl => ReadElReply, "ElfrReadELW";
        11 => ReportEvent => ReportEventReply, "ElfrReportEventW";
        22 => GetLogInformation => GetLogInformationReply, "ElfrGetLogInformation";
        23 => FlushEl => StatusReply, "ElfrFlushEL";
    }
}

crate::handle::handles! {
    /// `IELF_HANDLE`, [MS-EVEN] 2.2.6: a log that was opened for reading, or an event source that was registered for writing.
    LogHandle;
}
