use msrpc::samr::*;
use ndr::{ContextHandle, Leveled, ShortBlob, UnicodeString};
use wire::{FileTime, NtStatus};

use crate::exchange::{Exchange, exchange};
use crate::sample::{DONE, TIME, handle};

pub(super) fn users() -> Vec<Exchange> {
    let domain = DomainHandle(handle(2));
    let user = UserHandle(handle(3));
    let mut all = vec![
        exchange(
            &CreateUser2InDomain {
                domain,
                name: "MEMBER$".into(),
                account_type: UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
                desired_access: UserAccess::ALL,
            },
            &CreateUser2InDomainReply {
                user,
                granted_access: UserAccess::ALL,
                relative_id: 1103,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &CreateUserInDomain {
                domain,
                name: "user".into(),
                desired_access: UserAccess::ALL,
            },
            &CreateUserInDomainReply {
                user,
                relative_id: 1104,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &OpenUser {
                domain,
                desired_access: UserAccess::FORCE_PASSWORD_CHANGE,
                user_id: 1103,
            },
            &OpenUserReply {
                user,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &DeleteUser { user },
            &DeleteUserReply {
                user: UserHandle(ContextHandle::NIL),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &GetGroupsForUser { user },
            &GetGroupsForUserReply {
                groups: Some(
                    vec![GroupMembership {
                        relative_id: 513,
                        attributes: GroupAttributes::DEFAULT,
                    }]
                    .into(),
                ),
                status: NtStatus::SUCCESS,
            },
        ),
    ];
    for info in user_levels() {
        let reply = QueryInformationUserReply {
            buffer: Some(info.clone()),
            status: NtStatus::SUCCESS,
        };
        let information_class = UserInformationClass(ndr::Union::tag(&info));
        all.extend([
            exchange(
                &QueryInformationUser {
                    user,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &QueryInformationUser2 {
                    user,
                    information_class,
                },
                &reply,
            ),
            exchange(
                &SetInformationUser {
                    user,
                    information: Leveled(info.clone()),
                },
                &DONE,
            ),
            exchange(
                &SetInformationUser2 {
                    user,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    all
}

fn user_levels() -> Vec<UserInfo> {
    let all = user_all();
    let aes = EncryptedPasswordAes {
        auth_data: [1; 64],
        salt: [2; 16],
        cipher: vec![3; 528].into(),
        pbkdf2_iterations: 0,
    };
    vec![
        UserInfo::General(UserGeneral {
            user_name: "user".into(),
            full_name: "A User".into(),
            primary_group_id: 513,
            admin_comment: "".into(),
            user_comment: UnicodeString::NULL,
        }),
        UserInfo::Preferences(UserPreferences {
            user_comment: "comment".into(),
            reserved1: UnicodeString::NULL,
            country_code: 49,
            code_page: 1252,
        }),
        UserInfo::Logon(Box::new(UserLogon {
            user_name: "user".into(),
            user_id: 1104,
            last_logon: TIME,
            password_must_change: FileTime::NEVER,
            logon_hours: LogonHours::hourly([0xff; 21]),
            logon_count: 3,
            user_account_control: UserAccountControl::NORMAL_ACCOUNT,
            ..UserLogon::default()
        })),
        UserInfo::LogonHours(LogonHours::hourly([0x0f; 21])),
        UserInfo::Account(Box::new(UserAccount {
            user_name: "user".into(),
            profile_path: "\\\\PDC\\profiles".into(),
            logon_hours: LogonHours::hourly([0xff; 21]),
            password_last_set: TIME,
            account_expires: FileTime::NEVER,
            user_account_control: UserAccountControl::NORMAL_ACCOUNT,
            ..UserAccount::default()
        })),
        UserInfo::Name(UserName {
            user_name: "user".into(),
            full_name: "A User".into(),
        }),
        UserInfo::AccountName("user".into()),
        UserInfo::FullName("A User".into()),
        UserInfo::PrimaryGroup(513),
        UserInfo::Home(UserHome {
            home_directory: "\\\\PDC\\home".into(),
            home_directory_drive: "H:".into(),
        }),
        UserInfo::Script("logon.bat".into()),
        UserInfo::Profile("\\\\PDC\\profiles".into()),
        UserInfo::AdminComment("comment".into()),
        UserInfo::WorkStations("MEMBER".into()),
        UserInfo::Control(UserAccountControl::WORKSTATION_TRUST_ACCOUNT),
        UserInfo::Expires(FileTime::NEVER),
        UserInfo::Internal1(UserInternal1 {
            encrypted_nt_owf_password: EncryptedOwfPassword([7; 16]),
            encrypted_lm_owf_password: EncryptedOwfPassword([8; 16]),
            nt_password_present: 1,
            lm_password_present: 0,
            password_expired: 0,
        }),
        UserInfo::Parameters(ShortBlob(Some(vec![0xd800, 0x0000]))),
        UserInfo::All(Box::new(all.clone())),
        UserInfo::Internal4(Box::new(UserInternal4 {
            all: all.clone(),
            user_password: EncryptedUserPassword([5; 516]),
        })),
        UserInfo::Internal5(Box::new(UserInternal5 {
            user_password: EncryptedUserPassword([5; 516]),
            password_expired: 1,
        })),
        UserInfo::Internal4New(Box::new(UserInternal4New {
            all: all.clone(),
            user_password: new_password(),
        })),
        UserInfo::Internal5New(Box::new(UserInternal5New {
            user_password: new_password(),
            password_expired: 1,
        })),
        UserInfo::Internal7(Box::new(UserInternal7 {
            user_password: aes.clone(),
            password_expired: 1,
        })),
        UserInfo::Internal8(Box::new(UserInternal8 {
            all,
            user_password: aes,
        })),
    ]
}

fn user_all() -> UserAll {
    UserAll {
        user_name: "MEMBER$".into(),
        parameters: ShortBlob(Some(vec![1, 2, 3])),
        nt_owf_password: ShortBlob(Some(vec![9; 8])),
        user_id: 1103,
        primary_group_id: 515,
        user_account_control: UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
        which_fields: WhichFields::USER_NAME | WhichFields::USER_ACCOUNT_CONTROL,
        logon_hours: LogonHours::hourly([0xff; 21]),
        logon_count: 4,
        nt_password_present: 1,
        ..UserAll::default()
    }
}

fn new_password() -> EncryptedUserPasswordNew {
    EncryptedUserPasswordNew {
        user_password: [5; 516],
        clear_salt: [6; 16],
    }
}
