//! Listing the machines of a domain.

use msrpc::samr::UserAccountControl;
use serde::Serialize;

use crate::run::Run;
use crate::{Administrator, Failure, Job, Progress, Step};

/// Which machines to list.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum MachineKind {
    /// Workstations and member servers.
    Members,
    /// Domain controllers.
    Controllers,
}

/// The machines of a domain.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Listing {
    /// The domain.
    pub domain: String,
    /// The controller that was asked.
    pub pdc: String,
    /// What it listed.
    pub machines: Vec<ListedMachine>,
}

/// A machine that has an account.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ListedMachine {
    /// Its name, as the account has it, without `$`.
    pub name: String,
}

impl Administrator {
    /// Lists the machines of the domain by their accounts.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn list(
        &self,
        kind: MachineKind,
        progress: &mut dyn Progress,
    ) -> Result<Listing, Failure> {
        let mut run = Run::new(Job::Ask, progress);
        let mut pdc = self.pdc(&mut run).await?;
        let flags = match kind {
            MachineKind::Members => UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
            MachineKind::Controllers => UserAccountControl::SERVER_TRUST_ACCOUNT,
        };
        let step = Step::ListAccounts {
            pdc: pdc.name.clone(),
        };
        let names = run.step(step, pdc.accounts.list(flags)).await?;
        let machines = names
            .into_iter()
            .map(|name| ListedMachine {
                name: name.trim_end_matches('$').to_owned(),
            })
            .collect();
        Ok(Listing {
            domain: pdc.domain.name,
            pdc: pdc.name,
            machines,
        })
    }

    /// Names the primary domain controller.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn pdc_listing(&self, progress: &mut dyn Progress) -> Result<Listing, Failure> {
        let pdc = self.pdc(&mut Run::new(Job::Ask, progress)).await?;
        let name = pdc.name.trim_start_matches('\\').to_owned();
        let machines = vec![ListedMachine { name }];
        Ok(Listing {
            domain: pdc.domain.name,
            pdc: pdc.name,
            machines,
        })
    }
}
