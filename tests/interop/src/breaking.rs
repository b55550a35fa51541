//! How a channel comes to be broken, KB Q175024 and the field reports behind the issue.

use anyhow::{Context, Result};

use crate::lab::{Domain, Kind};
use crate::{member, ours};

/// Why a channel is broken.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cause {
    /// Somebody set the account's password on the DC. Twice, because an AD DC still accepts the previous one.
    DoublePasswordChange,
    /// The computer account was deleted.
    AccountRemoved,
    /// The computer account was disabled.
    AccountDisabled,
    /// A backup, snapshot or repair disk brought back a secret older than the account's.
    OldSecretRestored,
    /// The member was given another name, for which there is no account.
    Renamed,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::DoublePasswordChange,
        Self::AccountRemoved,
        Self::AccountDisabled,
        Self::OldSecretRestored,
        Self::Renamed,
    ];
}

/// What is done to a computer's account on the controller, by its own administration.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Deed {
    /// It is deleted.
    Remove,
    /// It is disabled.
    Disable,
    /// It is given two other passwords, one after the other.
    ChangePasswordTwice,
}

impl Domain {
    /// Breaks the channel of Samba's member, and closes it: as long as one is open, the member goes on using it, whatever
    /// became of its account.
    pub fn break_channel(&self, cause: Cause) -> Result<()> {
        match cause {
            Cause::DoublePasswordChange => self.change_password_twice(),
            Cause::AccountRemoved => self.do_to_account(Deed::Remove, &self.account()),
            Cause::AccountDisabled => self.do_to_account(Deed::Disable, &self.account()),
            Cause::OldSecretRestored => return self.restore_secret(2),
            Cause::Renamed => return self.rename_member(RENAMED),
        }
        .with_context(|| format!("breaking the channel by {cause:?}"))?;
        self.member.stop()?;
        self.member.start()?;
        if cause == Cause::AccountRemoved {
            // Its name has gone from DNS as well.
            self.member.wait_for_name()?;
        }
        Ok(())
    }

    /// Breaks the channel of Samba's member and leaves open what is open.
    pub fn change_password_twice(&self) -> Result<()> {
        self.do_to_account(Deed::ChangePasswordTwice, &self.account())
    }

    /// Does something to a computer's account, which is called `account`.
    pub fn do_to_account(&self, deed: Deed, account: &str) -> Result<()> {
        let script = match (self.kind(), deed) {
            (Kind::Nt4, Deed::Remove) => r#"smbpasswd -x "$1""#,
            (Kind::Nt4, Deed::Disable) => r#"smbpasswd -d "$1""#,
            (Kind::Nt4, Deed::ChangePasswordTwice) => {
                r#"for new in First-Chang3 Second-Chang3; do printf '%s\n%s\n' $new $new | smbpasswd -s "$1"; done"#
            }
            (Kind::Ad, Deed::Remove) => r#"samba-tool computer delete "$1""#,
            (Kind::Ad, Deed::Disable) => r#"samba-tool user disable "$1""#,
            (Kind::Ad, Deed::ChangePasswordTwice) => {
                r#"for new in First-Chang3 Second-Chang3; do samba-tool user setpassword "$1" --newpassword=$new; done"#
            }
            (Kind::Ours, Deed::Remove) => return self.administer("delete", account),
            (Kind::Ours, Deed::Disable) => return self.administer("disable", account),
            (Kind::Ours, Deed::ChangePasswordTwice) => {
                // To those that nobody knows.
                self.administer("reset", account)?;
                return self.administer("reset", account);
            }
        };
        self.dc.script(script, &[account], "")?.success()?;
        Ok(())
    }

    fn administer(&self, command: &str, account: &str) -> Result<()> {
        ours::local(&self.dc, &["computer", command, account])?.success()?;
        Ok(())
    }

    /// Has Samba's member change its password so many times, and then restores what it knew before.
    pub fn restore_secret(&self, changes: u32) -> Result<()> {
        self.member
            .sh("tdbbackup -s .old /var/lib/samba/private/secrets.tdb")?;
        for _ in 0..changes {
            self.member.sh("net rpc changetrustpw")?;
        }
        self.member.stop()?;
        self.member
            .sh("cd /var/lib/samba/private && mv secrets.tdb.old secrets.tdb")?;
        self.member.start()
    }

    fn rename_member(&self, name: &str) -> Result<()> {
        self.member.stop()?;
        // It must find itself: each logon would wait for DNS to time out.
        let rename = r#"
            hostname "$1"
            sed -i "s/netbios name = .*/netbios name = $1/" /etc/samba/smb.conf
            sed -i "s/$2/$1/ig" /etc/hosts
        "#;
        self.member
            .script(rename, &[name, self.names().member], "")?
            .success()?;
        self.member.start()?;
        self.member.wait_for_name()?;
        // Local accounts belong to the machine's SID, which Samba stores under its name.
        member::add_local_administrator(&self.member)
    }

    fn account(&self) -> String {
        format!("{}$", self.names().member)
    }
}

/// What a member is called after [`Cause::Renamed`].
pub const RENAMED: &str = "RENAMEDMEMBER";
