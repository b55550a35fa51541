//! A domain controller: who is let in, whose channel is set up, and what is answered over it.
