//! Names and SIDs of the domain, each from the other, [MS-LSAT] 3.1.4.5 and 3.1.4.9: asked of the controller at the other
//! end of the channel, which is who the caller is.

use std::sync::PoisonError;
use std::time::Duration;

use lsa::Translation;
use msrpc::lsarpc::{
    ClientRevision, LookupNames4, LookupOptions, LookupSids3, Lsarpc, ReferencedDomainList,
    SidNameUse,
};
use ndr::{Counted, CountedInline, Ref};
use rpc::Call;
use tokio::time::Instant;
use wire::{NtStatus, Sid};

use crate::{ChannelFailure, Link};

/// Why nothing was translated.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TranslateFailure {
    /// There is no channel, or the controller's authority cannot be asked over it: a classic one of Samba's never can.
    #[error(transparent)]
    NoChannel(#[from] ChannelFailure),
    /// The controller refused.
    #[error("the domain controller refused: {0}")]
    Refused(NtStatus),
}

impl Link {
    /// Asks the Local Security Authority at the other end. One that could not be asked is left in peace for a while: it may
    /// take long to say so, and somebody waits for a list.
    async fn ask_lsa<C: Call<Interface = Lsarpc>>(
        &self,
        call: &C,
    ) -> Result<C::Reply, ChannelFailure> {
        let unasked = || self.unasked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((failure, until)) = &*unasked()
            && *until > Instant::now()
        {
            return Err(failure.clone());
        }
        let asked = async {
            let reply = self.connect_lsa().await?.call(call).await;
            reply.map_err(|error| ChannelFailure::of(error.into(), &self.controller.name))
        };
        let asked = asked.await;
        let failure = asked.as_ref().err();
        *unasked() = failure.map(|failure| (failure.clone(), Instant::now() + LEFT_IN_PEACE));
        asked
    }

    /// The names of SIDs, as far as the other end knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn names_of(
        &self,
        sids: &[Sid],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        let call = LookupSids3 {
            sids: Counted(sids.iter().cloned().map(Ref).collect()),
            translated_names: Counted::default(),
            lookup_level: self.lookup_level,
            mapped_count: 0,
            lookup_options: LookupOptions::default(),
            client_revision: ClientRevision::WINDOWS_2000,
        };
        let reply = self.ask_lsa(&call).await?;
        check(reply.status)?;
        let domains = reply.referenced_domains;
        let names = reply.translated_names.0.into_iter().zip(sids);
        let translated = names.map(|(found, sid)| {
            let (domain, domain_sid) = domain(domains.as_ref(), found.domain_index)?;
            is_known(found.sid_name_use).then(|| Translation {
                kind: found.sid_name_use,
                sid: sid.clone(),
                name: found.name.0.unwrap_or_default(),
                domain,
                domain_sid,
            })
        });
        Ok(translated.collect())
    }

    /// The SIDs of names, as far as the other end knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn sids_of(
        &self,
        names: &[String],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        let wanted = names.iter().map(|name| name.as_str().into());
        let call = LookupNames4 {
            names: CountedInline(wanted.collect()),
            translated_sids: Counted::default(),
            lookup_level: self.lookup_level,
            mapped_count: 0,
            lookup_options: LookupOptions::default(),
            client_revision: ClientRevision::WINDOWS_2000,
        };
        let reply = self.ask_lsa(&call).await?;
        check(reply.status)?;
        let domains = reply.referenced_domains;
        let sids = reply.translated_sids.0.into_iter().zip(names);
        let translated = sids.map(|(found, name)| {
            let (domain, domain_sid) = domain(domains.as_ref(), found.domain_index)?;
            Some(Translation {
                kind: found.sid_name_use,
                sid: found.sid.filter(|_| is_known(found.sid_name_use))?,
                name: name.clone(),
                domain,
                domain_sid,
            })
        });
        Ok(translated.collect())
    }
}

/// That some names or SIDs are nobody's is no refusal.
fn check(status: NtStatus) -> Result<(), TranslateFailure> {
    match status {
        NtStatus::NONE_MAPPED | NtStatus::SOME_NOT_MAPPED => Ok(()),
        status => status.check().map_err(TranslateFailure::Refused),
    }
}

const fn is_known(kind: SidNameUse) -> bool {
    !matches!(kind, SidNameUse::UNKNOWN | SidNameUse::INVALID)
}

/// The name and SID of the domain that a reply points to.
fn domain(domains: Option<&ReferencedDomainList>, index: i32) -> Option<(String, Sid)> {
    let domain = domains?.domains.0.get(usize::try_from(index).ok()?)?;
    Some((domain.name.0.clone()?, domain.sid.clone()?))
}

/// How long a controller is not asked again that could not be asked.
const LEFT_IN_PEACE: Duration = Duration::from_mins(5);
