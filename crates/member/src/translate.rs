//! Names and SIDs of the domain, each from the other, [MS-LSAT] 3.1.4.5 and 3.1.4.9: asked of the controller at the other
//! end of the channel, which is who the caller is.

use std::sync::atomic::Ordering;

use lsa::Translation;
use msrpc::lsarpc::{
    ClientRevision, LookupLevel, LookupNames4, LookupOptions, LookupSids3, ReferencedDomainList,
    SidNameUse,
};
use ndr::{Counted, CountedInline, Ref};
use wire::{NtStatus, Sid};

use crate::link::Link;
use crate::{ChannelFailure, Member};

/// Why nothing was translated.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum TranslateFailure {
    /// There is no channel, or the controller's authority cannot be reached.
    #[error(transparent)]
    NoChannel(#[from] ChannelFailure),
    /// The controller has not translated anything for a member before: a classic one does not.
    #[error("the domain controller translates no names over a secure channel")]
    NotOffered,
    /// The controller refused.
    #[error("the domain controller refused: {0}")]
    Refused(NtStatus),
}

impl Member {
    /// The names of SIDs, as far as the domain knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn names_of(
        &self,
        sids: &[Sid],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        let link = self.link().await?;
        link.once_offered(link.names_of(sids).await)
    }

    /// The SIDs of names, as far as the domain knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn sids_of(
        &self,
        names: &[String],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        let link = self.link().await?;
        link.once_offered(link.sids_of(names).await)
    }
}

impl Link {
    /// A controller that does not do it is not asked again: it may take long to say so, and somebody waits for a list.
    fn once_offered<T>(&self, outcome: Result<T, TranslateFailure>) -> Result<T, TranslateFailure> {
        if matches!(outcome, Err(TranslateFailure::NoChannel(_))) {
            self.translates_nothing.store(true, Ordering::Relaxed);
        }
        outcome
    }

    fn check_offered(&self) -> Result<(), TranslateFailure> {
        match self.translates_nothing.load(Ordering::Relaxed) {
            true => Err(TranslateFailure::NotOffered),
            false => Ok(()),
        }
    }

    async fn names_of(&self, sids: &[Sid]) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        self.check_offered()?;
        let mut lsarpc = self.connect_lsa().await?;
        let call = LookupSids3 {
            sids: Counted(sids.iter().cloned().map(Ref).collect()),
            translated_names: Counted::default(),
            lookup_level: LookupLevel::PDC,
            mapped_count: 0,
            lookup_options: LookupOptions::default(),
            client_revision: ClientRevision::WINDOWS_2000,
        };
        let reply = lsarpc.call(&call).await;
        let reply =
            reply.map_err(|error| ChannelFailure::of(error.into(), &self.controller.name))?;
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

    async fn sids_of(
        &self,
        names: &[String],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        self.check_offered()?;
        let mut lsarpc = self.connect_lsa().await?;
        let wanted = names.iter().map(|name| name.as_str().into());
        let call = LookupNames4 {
            names: CountedInline(wanted.collect()),
            translated_sids: Counted::default(),
            lookup_level: LookupLevel::PDC,
            mapped_count: 0,
            lookup_options: LookupOptions::default(),
            client_revision: ClientRevision::WINDOWS_2000,
        };
        let reply = lsarpc.call(&call).await;
        let reply =
            reply.map_err(|error| ChannelFailure::of(error.into(), &self.controller.name))?;
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
