_netdom() {
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
                cmd="netdom"
                ;;
            netdom,add)
                cmd="netdom__subcmd__add"
                ;;
            netdom,help)
                cmd="netdom__subcmd__help"
                ;;
            netdom,join)
                cmd="netdom__subcmd__join"
                ;;
            netdom,member)
                cmd="netdom__subcmd__member"
                ;;
            netdom,query)
                cmd="netdom__subcmd__query"
                ;;
            netdom,remove)
                cmd="netdom__subcmd__remove"
                ;;
            netdom,renamecomputer)
                cmd="netdom__subcmd__renamecomputer"
                ;;
            netdom,reset)
                cmd="netdom__subcmd__reset"
                ;;
            netdom,resetpwd)
                cmd="netdom__subcmd__resetpwd"
                ;;
            netdom,verify)
                cmd="netdom__subcmd__verify"
                ;;
            netdom__subcmd__help,add)
                cmd="netdom__subcmd__help__subcmd__add"
                ;;
            netdom__subcmd__help,help)
                cmd="netdom__subcmd__help__subcmd__help"
                ;;
            netdom__subcmd__help,join)
                cmd="netdom__subcmd__help__subcmd__join"
                ;;
            netdom__subcmd__help,member)
                cmd="netdom__subcmd__help__subcmd__member"
                ;;
            netdom__subcmd__help,query)
                cmd="netdom__subcmd__help__subcmd__query"
                ;;
            netdom__subcmd__help,remove)
                cmd="netdom__subcmd__help__subcmd__remove"
                ;;
            netdom__subcmd__help,renamecomputer)
                cmd="netdom__subcmd__help__subcmd__renamecomputer"
                ;;
            netdom__subcmd__help,reset)
                cmd="netdom__subcmd__help__subcmd__reset"
                ;;
            netdom__subcmd__help,resetpwd)
                cmd="netdom__subcmd__help__subcmd__resetpwd"
                ;;
            netdom__subcmd__help,verify)
                cmd="netdom__subcmd__help__subcmd__verify"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        netdom)
            opts="-d -h -V --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help --version member join remove renamecomputer add reset verify query resetpwd help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__add)
            opts="-d -h --enable --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__help)
            opts="member join remove renamecomputer add reset verify query resetpwd help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__join)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__query)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__renamecomputer)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__reset)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__resetpwd)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__help__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        netdom__subcmd__join)
            opts="-d -h --force --enable --ou --secret --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --ou)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__member)
            opts="-d -h --add --delete --query --joindomain --joinworkgroup --force --enable --ou --secret --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --joinworkgroup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --ou)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__query)
            opts="-d -h --verify --reset --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help workstation dc pdc"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__remove)
            opts="-d -h --workgroup --keep-account --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --workgroup)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__renamecomputer)
            opts="-d -h --newname --force --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --newname)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__reset)
            opts="-d -h --enable --secret --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__resetpwd)
            opts="-d -h --enable --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
        netdom__subcmd__verify)
            opts="-d -h --domain --userd --passwordd --passwordd-file --usero --passwordo --passwordo-file --server --wins --timeout --config --json --noverbose --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -d)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordd-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --usero)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --passwordo-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --wins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --config)
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
    complete -F _netdom -o nosort -o bashdefault -o default netdom
else
    complete -F _netdom -o bashdefault -o default netdom
fi
