//! The delta of a user or computer account.

use auth::NtHash;
use lsa::unreadable;
use msrpc::netlogon::{Delta, DeltaSecurity, DeltaUser, PrivateInfo, SecretOctets, UserKeys};
use msrpc::samr::{LogonHours, UserAccountControl};
use ndr::ShortBlob;
use store::{Passwords, User};
use wire::{NtStatus, SecretBytes, SecretKey};
use zeroize::Zeroizing;

use crate::Controller;
use crate::netlogon::Channel;

impl Controller {
    pub(super) async fn user_delta(
        &self,
        channel: &Channel,
        rid: u32,
    ) -> Result<Option<Delta>, NtStatus> {
        let found = self.store().credentials(rid).await.map_err(unreadable)?;
        let Some((user, passwords)) = found else {
            return Ok(None);
        };
        let history = self.store().password_history(rid, usize::MAX).await;
        let history = history.map_err(unreadable)?;
        Ok(Some(Delta::User {
            rid,
            change: Some(Box::new(change(channel, user, &passwords, &history))),
        }))
    }
}

fn change(channel: &Channel, user: User, passwords: &Passwords, history: &[NtHash]) -> DeltaUser {
    let hours = user.logon_hours;
    DeltaUser {
        user_id: user.rid,
        primary_group_id: user.primary_group,
        logon_hours: LogonHours::new(hours.units_per_week, hours.bits).unwrap_or_default(),
        last_logon: user.last_logon,
        last_logoff: user.last_logoff,
        bad_password_count: user.bad_password_count,
        logon_count: user.logon_count,
        password_last_set: user.password_last_set,
        account_expires: user.account_expires,
        user_account_control: UserAccountControl(user.control),
        // The private data has it. About the key of these two, what has been seen and what is written disagree.
        encrypted_nt_hash: SecretKey::new([0; 16]),
        encrypted_lm_hash: SecretKey::new([0; 16]),
        nt_password_present: 0,
        lm_password_present: 0,
        password_expired: u8::from(user.password_last_set.0 == 0),
        parameters: ShortBlob(Some(super::units(&user.parameters))),
        country_code: user.country_code,
        code_page: user.code_page,
        private_data: private_data(channel, user.rid, passwords, history),
        security: DeltaSecurity::default(),
        dummy_strings: Default::default(),
        last_bad_password_high: high(user.bad_password_time.0),
        dummy_longs: [0; 3],
        user_name: user.name.into(),
        full_name: user.full_name.into(),
        home_directory: user.home_directory.into(),
        home_directory_drive: user.home_directory_drive.into(),
        script_path: user.script_path.into(),
        admin_comment: user.admin_comment.into(),
        work_stations: user.workstations.into(),
        user_comment: user.user_comment.into(),
        profile_path: user.profile_path.into(),
    }
}

/// The hashes of the passwords, under the account's identifier and the session key: a backup controller that becomes the
/// primary one goes on refusing those that were in use. There are no LM hashes here.
fn private_data(
    channel: &Channel,
    rid: u32,
    passwords: &Passwords,
    history: &[NtHash],
) -> PrivateInfo {
    let key = |hash: &NtHash| SecretKey::new(*hash.expose());
    let nt = passwords.current.as_ref();
    let keys = UserKeys {
        nt: nt.map(key),
        // "The first element is the hash of the current password and the last element is the hash of the oldest".
        nt_history: nt.into_iter().chain(history).map(key).collect(),
        ..UserKeys::default()
    };
    let mut octets = Zeroizing::new(keys.encode(rid).expose().to_vec());
    channel.key.convert_delta_secret(&mut octets);
    PrivateInfo {
        sensitive: 1,
        data: SecretOctets(SecretBytes::new(std::mem::take(&mut *octets))),
    }
}

/// The upper half of a point in time.
fn high(time: u64) -> u32 {
    u32::try_from(time >> 32).unwrap_or(u32::MAX)
}
