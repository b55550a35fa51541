//! From a question to its answer.

use std::path::PathBuf;

use admin::control::{Asker, Machine, Wanted};
use admin::{Config, Failure, Login, Problem, own_name};
use auth::{Account, Credentials};
use cli::PasswordSource;
use locate::Locator;

use crate::answer::Answer;
use crate::args::Global;
use crate::error::UsageError;
use crate::question::Question;

/// Who asks, and what is known without asking.
pub(crate) struct Desk {
    asker: Asker,
    /// The domain of the settings.
    domain: Option<String>,
}

impl Desk {
    /// Reads settings and the password, which may ask at the terminal.
    pub(crate) fn open(global: &Global) -> Result<Self, UsageError> {
        let mut config = Config::load(global.config.as_deref())?;
        config.prefer_wins(&global.wins);
        let workstation = own_name().unwrap_or_else(|_| config.locate.client_name.clone());
        let login = config.domain_login(Login {
            user: global.userd.clone(),
            file: global.password_file.clone(),
        });
        let credentials = match login.user {
            None => Credentials::Anonymous,
            Some(user) => credentials(&user, login.file)?,
        };
        let locator = Locator::new(config.locate);
        Ok(Self {
            asker: Asker::new(locator, credentials, workstation, global.timeout()),
            domain: config.domain,
        })
    }

    /// Puts the question to `server`, or to whoever else can answer it.
    pub(crate) async fn answer(
        &self,
        question: &Question,
        server: Option<&str>,
    ) -> Result<Answer, Failure> {
        Ok(match question {
            Question::Time(time) => Answer::Time(*time),
            Question::WhoWill { domain, user } => {
                Answer::WhoWill(self.asker.who_will(domain, user).await?)
            }
            Question::Controllers(domain) => {
                Answer::Controllers(self.asker.controllers(domain, server).await?)
            }
            Question::Backups(domain) => Answer::Backups(self.asker.backups(domain, server).await?),
            Question::Locate(wanted) => {
                let found = match server {
                    None => self.asker.locate(&self.completed(wanted)).await?,
                    Some(_) => self.machine(server).await?.locate(wanted).await?,
                };
                Answer::Located(Box::new(found))
            }
            Question::Pdc(domain) => Answer::Pdc {
                name: match server {
                    None => self.asker.pdc_of(domain).await?,
                    Some(_) => self.machine(server).await?.pdc_of(domain).await?,
                },
                domain: domain.clone(),
            },
            Question::Service(question) => {
                Answer::Service(self.machine(server).await?.service(*question).await?)
            }
            Question::ChangePassword(domain) => {
                Answer::Service(self.machine(server).await?.change_password(domain).await?)
            }
            Question::Channel(question, domain) => {
                let machine = self.machine(server).await?;
                Answer::Channel(machine.channel(*question, domain).await?)
            }
            Question::Trusts { kinds, .. } => {
                Answer::Trusts(self.machine(server).await?.domain_trusts(*kinds).await?)
            }
            Question::TrustedDomains => {
                Answer::TrustedDomains(self.machine(server).await?.trusted_domains().await?)
            }
            Question::ParentDomain => {
                Answer::ParentDomain(self.machine(server).await?.parent_domain().await?)
            }
            Question::User(name) => {
                Answer::User(Box::new(self.machine(server).await?.user(name).await?))
            }
            Question::FindUser(name) => {
                Answer::FoundUser(self.machine(server).await?.find_user(name).await?)
            }
            Question::Site => Answer::Site(self.machine(server).await?.site().await?),
            Question::SiteCoverage => {
                Answer::Sites(self.machine(server).await?.site_coverage().await?)
            }
            Question::AddressSites { machine, addresses } => {
                let asked = self.machine(server).await?;
                Answer::AddressSites(if addresses.is_empty() {
                    let addresses = self.asker.addresses(machine).await?;
                    asked.address_sites(&addresses).await?
                } else {
                    asked.address_sites(addresses).await?
                })
            }
            Question::Forest { domain, update } => {
                let machine = self.machine(server).await?;
                Answer::Forest(machine.forest(domain.as_deref(), *update).await?)
            }
            Question::LogonAttempts => {
                Answer::LogonAttempts(self.machine(server).await?.logon_attempts().await?)
            }
        })
    }

    /// The machine that was named, or this one.
    async fn machine(&self, server: Option<&str>) -> Result<Machine, Problem> {
        match server {
            Some(server) => self.asker.machine(server).await,
            None => self.asker.this_machine().await,
        }
    }

    /// This machine's own domain, if none is named, is that of the settings.
    fn completed(&self, wanted: &Wanted) -> Wanted {
        Wanted {
            domain: wanted.domain.clone().or_else(|| self.domain.clone()),
            ..wanted.clone()
        }
    }
}

fn credentials(user: &str, file: Option<PathBuf>) -> Result<Credentials, UsageError> {
    let account = Account::parse(user).map_err(|error| UsageError::Account {
        text: user.to_owned(),
        error,
    })?;
    let password = PasswordSource {
        argument: None,
        file,
        option: "/password-file",
        variable: "NLTEST_PASSWORD",
        account: account.to_string(),
    };
    let password = password.read()?;
    Ok(Credentials::Password { account, password })
}
