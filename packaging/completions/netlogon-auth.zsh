#compdef netlogon-auth

autoload -U is-at-least

_netlogon-auth() {
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
'--helper-protocol=[Speak the protocol of a helper on standard input and output, for as long as there is input]:PROTOCOL:((squid-2.5-ntlmssp\:"Squid'\''s for NTLM\: YR, TT, KK, AF, NA, BH"
squid-2.5-basic\:"Squid'\''s for passwords\: a line with user and password, OK or ERR"
gss-spnego\:"Squid'\''s for Negotiate, with NTLM in it; Kerberos is not spoken"
ntlm-server-1\:"Lines with names and values, as servers use it that have had a challenge answered"))' \
'--username=[The account\: user, DOMAIN\\user or user@domain]:USER:_default' \
'--domain=[The domain of accounts that are named without one; by default this computer'\''s]:DOMAIN:_default' \
'--workstation=[The computer that the user sits at]:COMPUTER:_default' \
'--challenge=[The challenge that was answered, 16 hexadecimal digits]:HEX:_default' \
'--nt-response=[The NT response\: NTLM version 2'\''s, or MS-CHAP'\''s 48 digits]:HEX:_default' \
'--lm-response=[The LM response, if there is one]:HEX:_default' \
'*--require-membership-of=[Let in only who is a member of this group, by its SID; may be given several times, and one will do]:SID:_default' \
'--password-file=[File whose first line is the password; without it, it is asked for, or read from standard input if that is no terminal]:FILE:_files' \
'--password=[Refused\: every user of this machine could read it]:PASSWORD:_default' \
'--socket=[The socket of the service]:PATH:_files' \
'--request-nt-key[Judge one response, and print the session key it makes\: \`NT_KEY\: …\`]' \
'--allow-mschapv2[Tell the domain controller that the response is one of MS-CHAPv2, which some let in where NTLM version 1 is refused]' \
'--require-mic[Let only clients in that protect the exchange by an integrity code, as Windows does and many a browser elsewhere does not (squid-2.5-ntlmssp, gss-spnego)]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
&& ret=0
}

(( $+functions[_netlogon-auth_commands] )) ||
_netlogon-auth_commands() {
    local commands; commands=()
    _describe -t commands 'netlogon-auth commands' commands "$@"
}

if [ "$funcstack[1]" = "_netlogon-auth" ]; then
    _netlogon-auth "$@"
else
    compdef _netlogon-auth netlogon-auth
fi
