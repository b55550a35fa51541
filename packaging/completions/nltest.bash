_nltest() {
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
                cmd="nltest"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        nltest)
            opts="-h -V --server --userd --password-file --wins --timeout --config --json --query --repl --sync --pdc_repl --sc_query --sc_verify --sc_reset --sc_change_pwd --dsgetdc --dclist --dcname --domain_trusts --trusted_domains --parentdomain --bdc_query --user --finduser --time --whowill --dsgetsite --dsgetsitecov --dsaddresstosite --dsgetfti --logon_query --transport_notify --pdc --ds --dsp --gc --kdc --timeserv --gtimeserv --ws --netbios --dns --ip --force --writable --avoidself --ldaponly --backg --ds_6 --ds_8 --ds_9 --ds_10 --try_next_closest_site --site --account --ret_dns --ret_netbios --primary --forest --direct_out --direct_in --all_trusts --v --addresses --updatetdo --help --version"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --userd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
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
                --sc_query)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sc_verify)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sc_reset)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --sc_change_pwd)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dsgetdc)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dclist)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dcname)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --bdc_query)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --finduser)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --time)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --whowill)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dsaddresstosite)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --dsgetfti)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --site)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --addresses)
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
    complete -F _nltest -o nosort -o bashdefault -o default nltest
else
    complete -F _nltest -o bashdefault -o default nltest
fi
