#compdef netdom

autoload -U is-at-least

_netdom() {
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
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_netdom_commands" \
"*::: :->netdom" \
&& ret=0
    case $state in
    (netdom)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netdom-command-$line[1]:"
        case $line[1] in
            (member)
_arguments "${_arguments_options[@]}" : \
'--joinworkgroup=[Take it out of the domain, into this workgroup]:WORKGROUP:_default' \
'--ou=[Organisational unit for a new account, as RFC 1779 writes it (Active Directory only)]:OU:_default' \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--add[Create its computer account]' \
'--delete[Delete its computer account]' \
'--query[Show its account, its membership and its channel]' \
'--joindomain[Join it to the domain; if it is a member, verify its channel and reset it if it is broken]' \
'--force[Reset the channel even if it works]' \
'--enable[Enable the computer account if it is disabled]' \
'--secret[Set the member'\''s LSA secret and its account from here, as NT 4 does, instead of having the member join again\: the password of the domain'\''s account then never reaches the member]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
'::name -- The member; without it, all members are listed:_default' \
&& ret=0
;;
(join)
_arguments "${_arguments_options[@]}" : \
'--ou=[Organisational unit for a new account, as RFC 1779 writes it (Active Directory only)]:OU:_default' \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--force[Reset the channel even if it works]' \
'--enable[Enable the computer account if it is disabled]' \
'--secret[Set the member'\''s LSA secret and its account from here, as NT 4 does, instead of having the member join again\: the password of the domain'\''s account then never reaches the member]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'--workgroup=[Workgroup that the computer is in afterwards]:WORKGROUP:_default' \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--keep-account[Leave the computer account in the domain as it is, instead of disabling it]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(renamecomputer)
_arguments "${_arguments_options[@]}" : \
'--newname=[The new name]:NAME:_default' \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--force[Taken for the sake of scripts\: nothing is ever asked before it is done]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(add)
_arguments "${_arguments_options[@]}" : \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--enable[Enable the computer account if it is disabled]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--enable[Enable the computer account if it is disabled]' \
'--secret[Set the member'\''s LSA secret and its account from here, as NT 4 does, instead of having the member join again\: the password of the domain'\''s account then never reaches the member]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The computer:_default' \
&& ret=0
;;
(query)
_arguments "${_arguments_options[@]}" : \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--verify[Verify the channel of each member]' \
'--reset[Reset each channel that is broken]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':kind -- Which machines:((workstation\:"Workstations and member servers (the account does not tell them apart)"
dc\:"Domain controllers"
pdc\:"The primary domain controller"))' \
&& ret=0
;;
(resetpwd)
_arguments "${_arguments_options[@]}" : \
'-d+[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--domain=[Domain, by its NetBIOS or DNS name]:DOMAIN:_default' \
'--userd=[Account for the domain\: DOMAIN\\user, user@domain or user]:USER:_default' \
'--passwordd=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDD; \`*\` asks]:PASSWORD:_default' \
'--passwordd-file=[File whose first line is the password for the domain]:FILE:_files' \
'--usero=[Account for the member\: a local administrator of it; without it, the domain'\''s account is used]:USER:_default' \
'--passwordo=[Its password, visible to everybody on this machine\: prefer a file or NETDOM_PASSWORDO; \`*\` asks]:PASSWORD:_default' \
'--passwordo-file=[File whose first line is the password for the member]:FILE:_files' \
'--server=[Domain controller to use instead of searching one]:DC:_default' \
'*--wins=[WINS server that knows the domain; may be given several times]:ADDRESS:_default' \
'--timeout=[Longest wait for any one answer, in seconds]:SECONDS:_default' \
'--config=[Settings\: WINS and DNS servers, names and ports; see Files in --help]:FILE:_files' \
'--enable[Enable the computer account if it is disabled]' \
'--json[Print one JSON document instead of text]' \
'--noverbose[Print results without headings and progress]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netdom__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netdom-help-command-$line[1]:"
        case $line[1] in
            (member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(join)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(renamecomputer)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(query)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(resetpwd)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
}

(( $+functions[_netdom_commands] )) ||
_netdom_commands() {
    local commands; commands=(
'member:Members of the domain, and one member'\''s channel (NT 4 form)' \
'join:Join a computer to the domain, or repair the channel of one that is joined already' \
'remove:Take a computer out of the domain' \
'renamecomputer:Give a member and its account another name, and leave it in the domain' \
'add:Create a computer account in the domain' \
'reset:Reset the secure channel of a member, healthy or not' \
'verify:Find out whether the secure channel of a member works' \
'query:List machines of the domain' \
'resetpwd:Reset the machine password of this computer' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netdom commands' commands "$@"
}
(( $+functions[_netdom__subcmd__add_commands] )) ||
_netdom__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netdom add commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help_commands] )) ||
_netdom__subcmd__help_commands() {
    local commands; commands=(
'member:Members of the domain, and one member'\''s channel (NT 4 form)' \
'join:Join a computer to the domain, or repair the channel of one that is joined already' \
'remove:Take a computer out of the domain' \
'renamecomputer:Give a member and its account another name, and leave it in the domain' \
'add:Create a computer account in the domain' \
'reset:Reset the secure channel of a member, healthy or not' \
'verify:Find out whether the secure channel of a member works' \
'query:List machines of the domain' \
'resetpwd:Reset the machine password of this computer' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netdom help commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__add_commands] )) ||
_netdom__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help add commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__help_commands] )) ||
_netdom__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help help commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__join_commands] )) ||
_netdom__subcmd__help__subcmd__join_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help join commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__member_commands] )) ||
_netdom__subcmd__help__subcmd__member_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help member commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__query_commands] )) ||
_netdom__subcmd__help__subcmd__query_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help query commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__remove_commands] )) ||
_netdom__subcmd__help__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help remove commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__renamecomputer_commands] )) ||
_netdom__subcmd__help__subcmd__renamecomputer_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help renamecomputer commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__reset_commands] )) ||
_netdom__subcmd__help__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help reset commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__resetpwd_commands] )) ||
_netdom__subcmd__help__subcmd__resetpwd_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help resetpwd commands' commands "$@"
}
(( $+functions[_netdom__subcmd__help__subcmd__verify_commands] )) ||
_netdom__subcmd__help__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'netdom help verify commands' commands "$@"
}
(( $+functions[_netdom__subcmd__join_commands] )) ||
_netdom__subcmd__join_commands() {
    local commands; commands=()
    _describe -t commands 'netdom join commands' commands "$@"
}
(( $+functions[_netdom__subcmd__member_commands] )) ||
_netdom__subcmd__member_commands() {
    local commands; commands=()
    _describe -t commands 'netdom member commands' commands "$@"
}
(( $+functions[_netdom__subcmd__query_commands] )) ||
_netdom__subcmd__query_commands() {
    local commands; commands=()
    _describe -t commands 'netdom query commands' commands "$@"
}
(( $+functions[_netdom__subcmd__remove_commands] )) ||
_netdom__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netdom remove commands' commands "$@"
}
(( $+functions[_netdom__subcmd__renamecomputer_commands] )) ||
_netdom__subcmd__renamecomputer_commands() {
    local commands; commands=()
    _describe -t commands 'netdom renamecomputer commands' commands "$@"
}
(( $+functions[_netdom__subcmd__reset_commands] )) ||
_netdom__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netdom reset commands' commands "$@"
}
(( $+functions[_netdom__subcmd__resetpwd_commands] )) ||
_netdom__subcmd__resetpwd_commands() {
    local commands; commands=()
    _describe -t commands 'netdom resetpwd commands' commands "$@"
}
(( $+functions[_netdom__subcmd__verify_commands] )) ||
_netdom__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'netdom verify commands' commands "$@"
}

if [ "$funcstack[1]" = "_netdom" ]; then
    _netdom "$@"
else
    compdef _netdom netdom
fi
