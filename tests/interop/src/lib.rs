//! Real Samba in network namespaces.
