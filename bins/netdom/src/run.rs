//! From a command line to an exit status.

use admin::{
    Administrator, Config, Failure, JoinOptions, LeaveOptions, Login, MachineKind, Method,
    Settings, own_name,
};
use auth::{Account, Credentials};
use cli::{ExitStatus, PasswordSource};
use locate::Locator;
use wire::NetbiosName;

use crate::args::{self, Command, Global, QueryKind};
use crate::error::{Error, UsageError};
use crate::render::{AccountChange, Kind, Render};

/// Reads settings and passwords, which may ask at the terminal.
pub(crate) fn administrator(global: &Global) -> Result<Administrator, UsageError> {
    let mut config = Config::load(global.config.as_deref())?;
    config.prefer_wins(&global.wins);
    let domain = global
        .domain
        .clone()
        .or(config.domain.clone())
        .ok_or(UsageError::NoDomain)?;
    let login = config.domain_login(Login {
        user: global.userd.clone(),
        file: global.passwordd_file.clone(),
    });
    let userd = login.user.ok_or(UsageError::NoAccount)?;
    let account = parse_account(&userd)?.or_in_domain(&domain);
    let password = PasswordSource {
        argument: global.passwordd.as_ref().map(args::SecretArg::password),
        file: login.file,
        option: "/passwordd-file",
        variable: "NETDOM_PASSWORDD",
        account: account.to_string(),
    };
    let domain_credentials = Credentials::Password {
        account,
        password: password.read()?,
    };
    let login = config.member_login(Login {
        user: global.usero.clone(),
        file: global.passwordo_file.clone(),
    });
    let member_credentials = match login.user {
        None => None,
        Some(usero) => {
            // An account without a domain is one of the member's own, whatever the member is called.
            let account = parse_account(&usero)?;
            let password = PasswordSource {
                argument: global.passwordo.as_ref().map(args::SecretArg::password),
                file: login.file,
                option: "/passwordo-file",
                variable: "NETDOM_PASSWORDO",
                account: account.to_string(),
            };
            Some(Credentials::Password {
                account,
                password: password.read()?,
            })
        }
    };
    let settings = Settings {
        domain,
        server: global.server.clone(),
        workstation: own_name().unwrap_or_else(|_| config.locate.client_name.clone()),
        timeout: global.timeout(),
    };
    let locator = Locator::new(config.locate);
    Ok(Administrator::new(
        settings,
        locator,
        domain_credentials,
        member_credentials,
    ))
}

/// Does what the command line says, and renders the result.
pub(crate) async fn command(
    administrator: &Administrator,
    command: &Command,
    render: &mut dyn Render,
) -> Result<ExitStatus, Error> {
    let exit = match command {
        Command::Member(member) => self::member(administrator, member, render).await,
        Command::Join(target) => join(administrator, &target.name, &target.options, render).await,
        Command::Reset(target) => {
            let options = args::JoinOptions {
                force: true,
                enable: target.options.enable,
                ou: None,
                method: target.options.method,
            };
            join(administrator, &target.name, &options, render).await
        }
        Command::Resetpwd(enable) => {
            let options = args::JoinOptions {
                force: true,
                enable: *enable,
                ou: None,
                method: args::MethodOption::default(),
            };
            let computer = own_name().map_err(UsageError::OwnName)?;
            join(administrator, &computer, &options, render).await
        }
        Command::Verify(target) => verify(administrator, &target.name, render).await,
        Command::Add(target) => {
            add(administrator, &target.name, target.options.enable, render).await
        }
        Command::Remove(target) => {
            let options = LeaveOptions {
                workgroup: target.options.workgroup.clone(),
                keep_account: target.options.keep_account,
            };
            leave(administrator, &target.name, &options, render).await
        }
        Command::Renamecomputer(target) => {
            let name = &target.options.newname;
            let report = administrator.rename(&target.name, name, render).await;
            report.map(|report| {
                render.renamed(&report);
                // What cannot be proven before the next start is no failure.
                match report.in_effect {
                    true => report.channel.exit(),
                    false => ExitStatus::Success,
                }
            })
        }
        Command::Query(query) => self::query(administrator, query, render).await,
    };
    Ok(exit?)
}

async fn member(
    administrator: &Administrator,
    member: &args::Member,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let Some(name) = &member.name else {
        return list(administrator, MachineKind::Members, Kind::Member, render).await;
    };
    if let Some(workgroup) = &member.joinworkgroup {
        let options = LeaveOptions {
            workgroup: workgroup.clone(),
            keep_account: false,
        };
        leave(administrator, name, &options, render).await
    } else if member.add {
        add(administrator, name, member.options.enable, render).await
    } else if member.delete {
        let report = administrator.delete(name, render).await?;
        render.account(AccountChange::Deleted, &report);
        Ok(ExitStatus::Success)
    } else if member.joindomain {
        join(administrator, name, &member.options, render).await
    } else {
        let report = administrator.verify(name, render).await?;
        render.member(&report);
        Ok(report.channel.exit())
    }
}

async fn add(
    administrator: &Administrator,
    computer: &NetbiosName,
    enable: args::EnableOption,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let report = administrator.add(computer, enable.enable, render).await?;
    render.account(AccountChange::Created, &report);
    Ok(ExitStatus::Success)
}

async fn join(
    administrator: &Administrator,
    computer: &NetbiosName,
    options: &args::JoinOptions,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let options = JoinOptions {
        force: options.force,
        enable: options.enable.enable,
        ou: options.ou.clone(),
        method: if options.method.secret {
            Method::Secret
        } else {
            Method::Join
        },
    };
    let report = administrator.join(computer, &options, render).await?;
    render.joined(&report);
    Ok(report.channel.exit())
}

async fn verify(
    administrator: &Administrator,
    computer: &NetbiosName,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let report = administrator.verify(computer, render).await?;
    render.verified(&report);
    Ok(report.channel.exit())
}

async fn leave(
    administrator: &Administrator,
    computer: &NetbiosName,
    options: &LeaveOptions,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let report = administrator.leave(computer, options, render).await?;
    render.left(&report);
    Ok(ExitStatus::Success)
}

async fn query(
    administrator: &Administrator,
    query: &args::Query,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    match query.kind {
        QueryKind::Workstation if query.verify => {
            let survey = administrator.survey(query.reset, render).await?;
            render.survey(&survey);
            Ok(survey.exit())
        }
        QueryKind::Workstation => {
            list(administrator, MachineKind::Members, Kind::Member, render).await
        }
        QueryKind::Dc => {
            list(
                administrator,
                MachineKind::Controllers,
                Kind::Controller,
                render,
            )
            .await
        }
        QueryKind::Pdc => {
            let listing = administrator.pdc_listing(render).await?;
            render.listing(&listing, Kind::Controller);
            Ok(ExitStatus::Success)
        }
    }
}

async fn list(
    administrator: &Administrator,
    machines: MachineKind,
    kind: Kind,
    render: &mut dyn Render,
) -> Result<ExitStatus, Failure> {
    let listing = administrator.list(machines, render).await?;
    render.listing(&listing, kind);
    Ok(ExitStatus::Success)
}

fn parse_account(text: &str) -> Result<Account, UsageError> {
    Account::parse(text).map_err(|error| UsageError::Account {
        text: text.to_owned(),
        error,
    })
}
