//! Names and SIDs of the domain, each from the other, asked of the controller at the other end of the channel.

use link::TranslateFailure;
use lsa::Translation;
use wire::Sid;

use crate::Member;

impl Member {
    /// The names of SIDs, as far as the domain knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn names_of(
        &self,
        sids: &[Sid],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        self.link().await?.names_of(sids).await
    }

    /// The SIDs of names, as far as the domain knows them.
    ///
    /// # Errors
    /// [`TranslateFailure`].
    pub async fn sids_of(
        &self,
        names: &[String],
    ) -> Result<Vec<Option<Translation>>, TranslateFailure> {
        self.link().await?.sids_of(names).await
    }
}
