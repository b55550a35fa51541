#compdef nltest

autoload -U is-at-least

_nltest() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'--server=[Machine to ask\: name or address, with or without backslashes; without it, this one]:NAME:_default' \
'--userd=[Account to ask as\: DOMAIN\\user, user@domain or user; without it, that of the settings, or nobody]:USER:_default' \
'--password-file=[File whose first line is its password; else NLTEST_PASSWORD, or the terminal is asked]:FILE:_files' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings, which netdom has too\: account, WINS and DNS servers, names and ports]:FILE:_files' \
'--sc_query=[How the secure channel to this domain was when it was last used]:DOMAIN:_default' \
'--sc_verify=[Use the secure channel to this domain, and tell how that went]:DOMAIN:_default' \
'--sc_reset=[Drop the secure channel, find a controller anew and set it up; changes no password]:DOMAIN[\DC]:_default' \
'--sc_change_pwd=[Change the password of the secure channel to this domain]:DOMAIN:_default' \
'--dsgetdc=[Find a domain controller]:DOMAIN:_default' \
'--dclist=[Controllers of this domain]:DOMAIN:_default' \
'--dcname=[Primary domain controller of this domain]:DOMAIN:_default' \
'--bdc_query=[State of the backup domain controllers of this domain]:DOMAIN:_default' \
'--user=[An account of the server'\''s SAM]:NAME:_default' \
'--finduser=[Which trusted domain has an account of this name]:NAME:_default' \
'--time=[What time this is, as two hexadecimal numbers\: /time\:LOW HIGH]:LOW:_default' \
'--whowill=[Which controllers of this domain have an account for a user\: /whowill\:DOMAIN USER]:DOMAIN:_default' \
'--dsaddresstosite=[Sites of a machine'\''s addresses, as the server knows them; or of those of /addresses]:MACHINE:_default' \
'--dsgetfti=[What is in the forest of this domain; without a name, in the server'\''s own]:DOMAIN:_default' \
'--site=[One in this site]:SITE:_default' \
'--account=[One that has this account; only another machine can look for one]:ACCOUNT:_default' \
'*--addresses=[Addresses, with commas between\: the sites of these, and not of the machine'\''s]:ADDRESSES:_default' \
'--json[Print one JSON document instead of text]' \
'--query[State of the Netlogon service]' \
'--repl[Have a backup domain controller fetch changes from the primary one]' \
'--sync[Have a backup domain controller fetch everything from the primary one]' \
'--pdc_repl[Have the primary domain controller tell the others to fetch changes]' \
'--domain_trusts[Domains that the server knows\: see the switches below]' \
'--trusted_domains[Names of the domains that the server'\''s domain trusts]' \
'--parentdomain[Domain above the server'\''s, or of the server]' \
'--dsgetsite[Site that the server is in]' \
'--dsgetsitecov[Sites that the domain controller serves]' \
'--logon_query[How many logons the service was asked for]' \
'--transport_notify[Tell the service that there is a new network]' \
'--pdc[The primary one]' \
'--ds[One with a directory]' \
'--dsp[Better one with a directory]' \
'--gc[A global catalogue]' \
'--kdc[A Kerberos key distribution centre]' \
'--timeserv[One that serves the time]' \
'--gtimeserv[Better one that has the time from a clock]' \
'--ws[One that has the Active Directory Web Service]' \
'(--dns)--netbios[The domain'\''s name is a NetBIOS name]' \
'--dns[The domain'\''s name is a DNS name]' \
'--ip[One with an IP address]' \
'--force[No cached answer (this tool has no cache of its own)]' \
'--writable[One that can be written to]' \
'--avoidself[Another one than whoever is asked]' \
'--ldaponly[One that has LDAP, be it a domain controller or not]' \
'--backg[A cached answer will do, even an old one]' \
'--ds_6[One of Windows Server 2008 or later]' \
'--ds_8[One of Windows Server 2012 or later]' \
'--ds_9[One of Windows Server 2012 R2 or later]' \
'--ds_10[One of Windows Server 2016 or later]' \
'--try_next_closest_site[If need be, one in the next closest site]' \
'(--ret_netbios)--ret_dns[Answer with DNS names]' \
'--ret_netbios[Answer with NetBIOS names]' \
'--primary[The server'\''s own domain]' \
'--forest[Domains of the forest]' \
'--direct_out[Domains that are trusted directly]' \
'--direct_in[Domains that trust directly]' \
'--all_trusts[All of these, as without any switch]' \
'--v[With SID and GUID]' \
'--updatetdo[The server is to remember what it is told of the forest]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
'::word -- The upper half of the time, or the user:_default' \
&& ret=0
}

(( $+functions[_nltest_commands] )) ||
_nltest_commands() {
    local commands; commands=()
    _describe -t commands 'nltest commands' commands "$@"
}

if [ "$funcstack[1]" = "_nltest" ]; then
    _nltest "$@"
else
    compdef _nltest nltest
fi
