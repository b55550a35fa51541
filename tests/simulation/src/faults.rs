//! Which faults there are, and how often a seed draws each.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::random::{Random, all_of};

all_of! {
    #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
    pub(crate) enum Fault {
        /// Nobody is found.
        NothingFound,
        /// A controller that is found does not answer.
        ConnectionRefused,
        /// A request is lost, and with it all that comes after.
        RequestLost,
        /// The connection breaks before a request has arrived.
        RequestCut,
        /// The connection breaks, and what was sent arrives all the same, later.
        RequestLate,
        /// A request arrives after whoever sent it has given up waiting.
        RequestSlow,
        /// A request arrives twice.
        RequestRepeated,
        /// An old request of another connection arrives again.
        RequestReplayed,
        /// An answer is lost, and with it all that comes after.
        AnswerLost,
        /// The connection breaks once the request has had its effect.
        AnswerCut,
        /// An answer comes when nobody waits for it any more.
        AnswerSlow,
        /// An answer is altered.
        AnswerAltered,
        /// A write fails.
        WriteFails,
        /// A write is done, and reported as failed.
        WriteFailsThough,
        /// What was written cannot be read.
        ReadFails,
        /// The member falls, at one of its steps.
        MemberFalls,
        /// The controller falls, before or after it has set a password.
        ControllerFalls,
        /// A controller does not set a password, and says so.
        SetRefused,
        /// It does not, and says that it has.
        SetClaimed,
        /// It does, and says that it has not.
        SetDenied,
        /// It does or does not, and answers with a fault.
        SetUnanswered,
        /// It refuses a proof that is right.
        ProofRefused,
    }
}

use Fault::*;

/// How often each occurs, in a thousand; none while it is quiet.
pub(crate) struct Faults {
    rates: BTreeMap<Fault, u64>,
    quiet: AtomicBool,
    random: Random,
}

impl Faults {
    pub(crate) const fn none() -> Self {
        Self {
            rates: BTreeMap::new(),
            quiet: AtomicBool::new(true),
            random: Random::new(0),
        }
    }

    /// Some of the faults, each rare, usual or frequent: all at once would hide from one another.
    pub(crate) fn draw(random: Random) -> Self {
        let share = *random.pick(&[100, 300, 600]);
        let some = Fault::ALL.iter().copied().filter(|_| random.chance(share));
        let rates = some.map(|fault| {
            let rate = match fault {
                // Each of these occurs at few places.
                SetRefused | SetClaimed | SetDenied | SetUnanswered | WriteFails
                | WriteFailsThough | ReadFails | ControllerFalls => *random.pick(&[30, 150, 400]),
                _ => *random.pick(&[5, 20, 60]),
            };
            (fault, rate)
        });
        Self {
            rates: rates.collect(),
            quiet: AtomicBool::new(false),
            random: random.fork(),
        }
    }

    pub(crate) fn occurs(&self, fault: Fault) -> bool {
        let rate = self.rates.get(&fault).copied().unwrap_or_default();
        rate > 0 && !self.is_quiet() && self.random.chance(rate)
    }

    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet.load(Ordering::Relaxed)
    }

    pub(crate) fn be_quiet(&self) {
        self.quiet.store(true, Ordering::Relaxed);
    }
}
