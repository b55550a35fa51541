//! Access masks: what is desired of an object becomes what is granted, [MS-DTYP] 2.5.3.2.

use wire::NtStatus;

/// An access mask of one kind of object.
pub(crate) trait Access: Copy {
    /// What the generic rights stand for: read, write, execute, all.
    const GENERIC: [u32; 4];

    /// The bits of the mask.
    fn bits(self) -> u32;

    /// A mask of these bits.
    fn of(bits: u32) -> Self;
}

/// Says what the generic rights of each mask stand for: read, write, execute, all.
macro_rules! access {
    ($($mask:ident: $read:literal, $write:literal, $execute:literal, $all:literal;)*) => {
        $(
            impl $crate::access::Access for $mask {
                const GENERIC: [u32; 4] = [$read, $write, $execute, $all];

                fn bits(self) -> u32 {
                    self.0
                }

                fn of(bits: u32) -> Self {
                    Self(bits)
                }
            }
        )*
    };
}

pub(crate) use access;

/// `GENERIC_READ`, `GENERIC_WRITE`, `GENERIC_EXECUTE` and `GENERIC_ALL`, [MS-DTYP] 2.4.3, in the order of
/// [`Access::GENERIC`].
const GENERIC: [u32; 4] = [0x8000_0000, 0x4000_0000, 0x2000_0000, 0x1000_0000];
const MAXIMUM_ALLOWED: u32 = 0x0200_0000;
const SYSTEM_SECURITY: u32 = 0x0100_0000;

/// `mask` with the rights for which its generic ones stand in their place.
pub(crate) fn mapped<M: Access>(mask: M) -> M {
    let generic = GENERIC.into_iter().zip(M::GENERIC);
    let named = generic.filter(|(generic, _)| mask.bits() & generic != 0);
    let bits = named.fold(mask.bits(), |bits, (generic, rights)| {
        (bits & !generic) | rights
    });
    M::of(bits)
}

/// What is granted of `desired` to whoever may do `allowed`: all that is desired, or nothing; with `MAXIMUM_ALLOWED` all
/// that is allowed, too. What is desired besides it must be allowed all the same: calls add rights that an object takes.
///
/// # Errors
/// `STATUS_ACCESS_DENIED`.
pub(crate) fn grant<M: Access>(desired: M, allowed: M) -> Result<M, NtStatus> {
    let desired = mapped(desired).bits();
    let allowed = allowed.bits();
    if allowed == 0 {
        return Err(NtStatus::ACCESS_DENIED);
    }
    if desired & !allowed & !MAXIMUM_ALLOWED != 0 {
        return Err(NtStatus::ACCESS_DENIED);
    }
    if desired & MAXIMUM_ALLOWED != 0 {
        // The right to the audit list is one to ask for by name.
        return Ok(M::of(allowed & (!SYSTEM_SECURITY | desired)));
    }
    Ok(M::of(desired))
}

/// Sees that a handle was opened for what a call does.
///
/// # Errors
/// `STATUS_ACCESS_DENIED`.
pub(crate) fn require<M: Access>(granted: M, required: M) -> Result<(), NtStatus> {
    if granted.bits() & required.bits() == required.bits() {
        Ok(())
    } else {
        Err(NtStatus::ACCESS_DENIED)
    }
}

#[cfg(test)]
mod tests {
    use msrpc::samr::UserAccess;

    use super::*;

    #[test]
    fn generic_rights_stand_for_others() {
        assert_eq!(mapped(UserAccess(0x8000_0000)), UserAccess(0x0002_031a));
    }

    #[test]
    fn what_is_desired_is_granted_as_a_whole_or_not() {
        let allowed = UserAccess::READ_GENERAL | UserAccess::CHANGE_PASSWORD;
        let grant = |desired| grant(desired, allowed);
        assert_eq!(
            grant(UserAccess::READ_GENERAL),
            Ok(UserAccess::READ_GENERAL)
        );
        assert_eq!(grant(UserAccess::MAXIMUM_ALLOWED), Ok(allowed));
        let more = UserAccess::FORCE_PASSWORD_CHANGE;
        for refused in [
            more,
            UserAccess::READ_GENERAL | more,
            UserAccess::MAXIMUM_ALLOWED | more,
        ] {
            assert_eq!(grant(refused), Err(NtStatus::ACCESS_DENIED), "{refused:?}");
        }
    }
}
