//! From a command line to an exit status.

use std::future::Future;
use std::path::Path;

use cli::ExitStatus;
use lsa::Surroundings;
use tokio::runtime::{Builder, Runtime};

use crate::administer::Desk;
use crate::args::{Args, Command, Dc, DcCommand, Member};
use crate::config::{Config, MemberConfig};
use crate::error::{Error, UsageError};
use crate::reload::Settings;
use crate::render::Render;
use crate::report::Report;
use crate::{init, logging, member, process, serve};

/// Does what the command line says, and renders the result.
pub(crate) fn run(args: &Args, render: &mut dyn Render) -> ExitStatus {
    match try_run(args, render) {
        Ok(()) => ExitStatus::Success,
        Err(error) => {
            render.failed(&error);
            error.exit()
        }
    }
}

fn try_run(args: &Args, render: &mut dyn Render) -> Result<(), Error> {
    match &args.command {
        Command::CheckConfig(check) if check.member => {
            let config = MemberConfig::load(Some(&check.file)).map_err(UsageError::Config)?;
            render.report(&Report::MemberConfig(Box::new(config)));
            Ok(())
        }
        Command::CheckConfig(check) => {
            let config = Config::load(Some(&check.file)).map_err(UsageError::Config)?;
            render.report(&Report::Config(Box::new(config)));
            Ok(())
        }
        Command::Dc(dc) => {
            let directory = dc.state.as_deref().ok_or(UsageError::NoState)?;
            match &dc.command {
                None => serve(directory, dc),
                Some(command) => {
                    refuse_serving_options(dc)?;
                    cli::log_to_stderr(logging::VARIABLE);
                    process::keep_memory_private();
                    administer(directory, command, render)
                }
            }
        }
        Command::Member(member) => self::member(member, render),
    }
}

/// `member [COMMAND]`.
fn member(member: &Member, render: &mut dyn Render) -> Result<(), Error> {
    let directory = member.state.as_deref().ok_or(UsageError::NoState)?;
    let path = member.config.clone();
    let read = move || Ok(MemberConfig::load(path.as_deref())?);
    let Some(command) = &member.command else {
        let settings = Settings::start(read)?;
        process::keep_memory_private();
        let runtime = Builder::new_multi_thread().enable_all().build();
        let served = block_on(runtime, member::serve(directory, settings))?;
        drop(served.lock);
        return served.outcome;
    };
    let config = read()?;
    cli::log_to_stderr(logging::VARIABLE);
    process::keep_memory_private();
    let runtime = Builder::new_current_thread().enable_all().build();
    block_on(runtime, member::command(directory, command, config, render))
}

/// What would be ignored is refused.
fn refuse_serving_options(dc: &Dc) -> Result<(), UsageError> {
    if dc.listen.is_empty() && dc.config.is_none() {
        Ok(())
    } else {
        Err(UsageError::OnlyForServing)
    }
}

fn serve(directory: &Path, dc: &Dc) -> Result<(), Error> {
    let (path, listen) = (dc.config.clone(), dc.listen.clone());
    let settings = Settings::start(move || {
        let mut config = Config::load(path.as_deref())?;
        if !listen.is_empty() {
            config.listen.clone_from(&listen);
            config.check_addresses().map_err(UsageError::Listen)?;
        }
        Ok(config)
    })?;
    process::keep_memory_private();
    let runtime = Builder::new_multi_thread().enable_all().build();
    let served = block_on(runtime, serve::serve(directory, settings))?;
    drop(served.lock);
    served.outcome
}

fn administer(directory: &Path, command: &DcCommand, render: &mut dyn Render) -> Result<(), Error> {
    let surroundings = Surroundings::system();
    block_on(Builder::new_current_thread().enable_all().build(), async {
        if let DcCommand::Init(args) = command {
            init::init(directory, args, &surroundings).await?;
        }
        let desk = Desk::open(directory, surroundings).await?;
        desk.administer(command, render).await
    })
}

fn block_on<T>(
    runtime: std::io::Result<Runtime>,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    runtime.map_err(UsageError::Runtime)?.block_on(work)
}
