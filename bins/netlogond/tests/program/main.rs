//! The program as an administrator meets it: started, asked, signalled.

#[cfg(test)]
mod administration;
#[cfg(test)]
mod kill;
#[cfg(test)]
mod member;
#[cfg(test)]
mod member_kill;
#[cfg(test)]
mod program;
#[cfg(test)]
mod serving;
#[cfg(test)]
mod state;
