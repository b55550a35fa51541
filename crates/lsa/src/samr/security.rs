//! Who may do what with an object, as a security descriptor, [MS-SAMR] 3.1.5.12.

use msrpc::samr::{
    AliasAccess, DomainAccess, GroupAccess, QuerySecurityObject, QuerySecurityObjectReply,
    SecurityDescriptor, SecurityInformation, ServerAccess, SetSecurityObject, StatusReply,
    UserAccess,
};
use ndr::{ContextHandle, Counted};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NtStatus, Sid};

use super::access::BY_CREATOR;
use super::object::{Alias, Domain, Group, Server, User};
use super::protected::Protection;
use crate::Authority;
use crate::access::Access;
use crate::descriptor::{Descriptor, access_to_query, access_to_set};
use crate::logon::unreadable;
use crate::objects::{outcome, status};
use crate::token::{ACCOUNT_OPERATORS, ADMINISTRATORS};

impl Handler<QuerySecurityObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QuerySecurityObject,
    ) -> Result<QuerySecurityObjectReply, RpcStatus> {
        let object = Object::behind(context, call.object)?;
        let queried = self.descriptor(&object, call.security_information).await;
        let (security_descriptor, status) = outcome(queried);
        Ok(QuerySecurityObjectReply {
            security_descriptor,
            status,
        })
    }
}

/// Rights follow from groups and rights here, not from descriptors that somebody sets. Whoever sets one is told so rather
/// than left to believe that it has an effect.
impl Handler<SetSecurityObject> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: SetSecurityObject,
    ) -> Result<StatusReply, RpcStatus> {
        let object = Object::behind(context, call.object)?;
        let parts = call.security_information;
        let set = if parts.0 & KNOWN.0 == 0 {
            Err(NtStatus::INVALID_PARAMETER)
        } else {
            object
                .require(access_to_set(parts))
                .and(Err(NtStatus::NOT_SUPPORTED))
        };
        Ok(StatusReply {
            status: status(set),
        })
    }
}

/// An object of any kind.
enum Object {
    Server(ServerAccess),
    Domain(DomainAccess),
    User(u32, UserAccess),
    Group(u32, GroupAccess),
    Alias(store::AliasId, AliasAccess),
}

impl Object {
    fn behind(context: &CallContext, handle: ContextHandle) -> Result<Self, RpcStatus> {
        let handles = context.handles();
        if let Ok(user) = handles.get::<User>(handle) {
            return Ok(Self::User(user.rid, user.granted));
        }
        if let Ok(group) = handles.get::<Group>(handle) {
            return Ok(Self::Group(group.rid, group.granted));
        }
        if let Ok(alias) = handles.get::<Alias>(handle) {
            return Ok(Self::Alias(alias.id, alias.granted));
        }
        if let Ok(domain) = handles.get::<Domain>(handle) {
            return Ok(Self::Domain(domain.granted));
        }
        handles
            .get::<Server>(handle)
            .map(|server| Self::Server(server.granted))
    }

    const fn granted(&self) -> u32 {
        match self {
            Self::Server(granted) => granted.0,
            Self::Domain(granted) => granted.0,
            Self::User(_, granted) => granted.0,
            Self::Group(_, granted) => granted.0,
            Self::Alias(_, granted) => granted.0,
        }
    }

    fn require(&self, required: u32) -> Result<(), NtStatus> {
        if self.granted() & required == required {
            Ok(())
        } else {
            Err(NtStatus::ACCESS_DENIED)
        }
    }

    /// What reading, executing and everything are for this kind.
    const fn generic(&self) -> [u32; 4] {
        match self {
            Self::Server(_) => ServerAccess::GENERIC,
            Self::Domain(_) => DomainAccess::GENERIC,
            Self::User(..) => UserAccess::GENERIC,
            Self::Group(..) => GroupAccess::GENERIC,
            Self::Alias(..) => AliasAccess::GENERIC,
        }
    }
}

impl Authority {
    async fn descriptor(
        &self,
        object: &Object,
        parts: SecurityInformation,
    ) -> Result<Option<SecurityDescriptor>, NtStatus> {
        object.require(access_to_query(parts))?;
        let builtin = |rid| Sid::builtin().child(rid).map_err(|_| NtStatus::INVALID_SID);
        let [read, write, execute, all] = object.generic();
        let administrators = builtin(ADMINISTRATORS)?;
        let mut allowed = vec![
            (authenticated_users()?, read | execute),
            (administrators.clone(), all),
        ];
        let protection = match object {
            // Nobody but administrators has more than others there.
            Object::Server(_) | Object::Domain(_) => Protection::Administrators,
            Object::User(rid, _) => self.protection_of_user(*rid).await?,
            Object::Group(rid, _) => self.protection_of_group(*rid).await?,
            Object::Alias(id, _) => Self::protection_of_alias(*id),
        };
        if protection == Protection::None {
            allowed.push((builtin(ACCOUNT_OPERATORS)?, all));
        }
        if let Object::User(rid, _) = object {
            let own = self
                .names()
                .sid
                .child(*rid)
                .map_err(|_| NtStatus::INVALID_SID)?;
            allowed.push((own, write));
            let user = self.store().user(*rid).await.map_err(unreadable)?;
            let creator = user.ok_or(NtStatus::NO_SUCH_USER)?.creator;
            allowed.extend(creator.map(|creator| (creator, BY_CREATOR.0)));
        }
        let descriptor = Descriptor {
            owner: administrators,
            allowed,
        };
        Ok(Some(SecurityDescriptor {
            octets: Counted(descriptor.encode(parts)),
        }))
    }
}

/// S-1-5-11.
fn authenticated_users() -> Result<Sid, NtStatus> {
    Sid::new(5, &[11]).map_err(|_| NtStatus::INVALID_SID)
}

/// The parts that there are, [MS-SAMR] 3.1.5.12.1.
const KNOWN: SecurityInformation = SecurityInformation(0x0f);
