_netlogon__auth() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="netlogon__auth"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        netlogon__auth)
            opts="-h -V --helper-protocol --request-nt-key --username --domain --workstation --challenge --nt-response --lm-response --allow-mschapv2 --require-membership-of --require-mic --password-file --password --socket --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --helper-protocol)
                    COMPREPLY=($(compgen -W "squid-2.5-ntlmssp squid-2.5-basic gss-spnego ntlm-server-1" -- "${cur}"))
                    return 0
                    ;;
                --username)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --workstation)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --challenge)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --nt-response)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lm-response)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --require-membership-of)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --socket)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _netlogon__auth -o nosort -o bashdefault -o default netlogon-auth
else
    complete -F _netlogon__auth -o bashdefault -o default netlogon-auth
fi
