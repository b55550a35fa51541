//! Requests and answers, and their JSON.

mod answer;
mod envelope;
mod fields;
mod request;

pub use answer::{Answer, Failure, FailureKind, LoggedOn, Pong};
pub use envelope::{NotAMessage, NumberedAnswer, NumberedRequest};
pub use request::{PasswordLogon, Request, ResponseLogon};

#[cfg(test)]
mod tests;
