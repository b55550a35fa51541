#compdef netlogond

autoload -U is-at-least

_netlogond() {
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
'--json[Print one JSON document instead of text]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_netlogond_commands" \
"*::: :->netlogond" \
&& ret=0
    case $state in
    (netlogond)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-command-$line[1]:"
        case $line[1] in
            (dc)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'*--listen=[Address to serve on; may be given several times, and replaces \`listen\` of the settings]:ADDRESS:_default' \
'--config=[Settings\: addresses, ports, encryption, names, logs; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc_commands" \
"*::: :->dc" \
&& ret=0

    case $state in
    (dc)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'--domain=[NetBIOS name of the domain]:DOMAIN:_default' \
'--name=[NetBIOS name of this domain controller]:NAME:_default' \
'--password-file=[File whose first line is the administrator'\''s password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--password-file=[File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--full-name=[The person'\''s name]:TEXT:_default' \
'--comment=[The administrator'\''s comment]:TEXT:_default' \
'--home-directory=[Home directory]:PATH:_default' \
'--home-drive=[Drive letter of the home directory, such as \`H\:\`]:DRIVE:_default' \
'--script=[Logon script]:PATH:_default' \
'--profile=[Profile]:PATH:_default' \
'--workstations=[Computers that the user may log on at, with commas between them; an empty text is all]:NAMES:_default' \
'--expires=[Day, in UTC, at whose beginning the account expires\: YYYY-MM-DD or \`never\`]:DAY:_default' \
'--password-expires=[Whether the policy'\''s longest age holds for its password]:BOOL:(true false)' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--must-change[Whether the user has to change it at the next logon]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The account'\''s name:_default' \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
'--password-file=[File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--must-change[Whether the user has to change it at the next logon]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The account'\''s name:_default' \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
'--new-name=[Another name for the account]:NAME:_default' \
'--full-name=[The person'\''s name]:TEXT:_default' \
'--comment=[The administrator'\''s comment]:TEXT:_default' \
'--home-directory=[Home directory]:PATH:_default' \
'--home-drive=[Drive letter of the home directory, such as \`H\:\`]:DRIVE:_default' \
'--script=[Logon script]:PATH:_default' \
'--profile=[Profile]:PATH:_default' \
'--workstations=[Computers that the user may log on at, with commas between them; an empty text is all]:NAMES:_default' \
'--expires=[Day, in UTC, at whose beginning the account expires\: YYYY-MM-DD or \`never\`]:DAY:_default' \
'--password-expires=[Whether the policy'\''s longest age holds for its password]:BOOL:(true false)' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The account'\''s name:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__user__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-user-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
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
;;
(group)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__group_commands" \
"*::: :->group" \
&& ret=0

    case $state in
    (group)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-group-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--comment=[What it is for]:TEXT:_default' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The group or alias:_default' \
':member -- The member, by name or SID:_default' \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The group or alias:_default' \
':member -- The member, by name or SID:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__group__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-group-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
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
;;
(computer)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__computer_commands" \
"*::: :->computer" \
&& ret=0

    case $state in
    (computer)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-computer-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--backup-controller[It is going to be a backup domain controller, which gets all accounts with the hashes of their passwords]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer:_default' \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer or of its account:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer or of its account:_default' \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer or of its account:_default' \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer or of its account:_default' \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--default-password[Set the password that anybody can guess, the computer'\''s name in lower case, if the policy allows it; without this it is a random one that nobody knows]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Name of the computer or of its account:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__computer__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-computer-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(reset)
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
;;
(alias)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__alias_commands" \
"*::: :->alias" \
&& ret=0

    case $state in
    (alias)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-alias-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--comment=[What it is for]:TEXT:_default' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- Its name:_default' \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The group or alias:_default' \
':member -- The member, by name or SID:_default' \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The group or alias:_default' \
':member -- The member, by name or SID:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__alias__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-alias-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
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
;;
(policy)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__policy_commands" \
"*::: :->policy" \
&& ret=0

    case $state in
    (policy)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-policy-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
'--min-password-length=[Fewest characters of a password]:NUMBER:_default' \
'--password-history=[How many passwords, the one in use among them, must not come back]:NUMBER:_default' \
'--password-complexity=[Whether a password needs characters of three kinds]:BOOL:(true false)' \
'--max-password-age=[Days after which a password has to be changed, or \`never\`]:DAYS:_default' \
'--min-password-age=[Days before which its owner cannot change a password again]:DAYS:_default' \
'--lockout-threshold=[Wrong passwords that lock an account; 0 locks none]:NUMBER:_default' \
'--lockout-duration=[Minutes that an account is locked, or \`never\` for until an administrator unlocks it]:MINUTES:_default' \
'--lockout-window=[Minutes within which wrong passwords are counted together]:MINUTES:_default' \
'--machine-account-quota=[How many computers somebody may add who has no other right to]:NUMBER:_default' \
'--refuse-password-change=[Whether computers are told not to change their passwords]:BOOL:(true false)' \
'--default-password=[Whether a computer'\''s account may have the computer'\''s name as its password, which anybody can guess]:BOOL:(true false)' \
'--comment=[Comment on the domain]:TEXT:_default' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__policy__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-policy-help-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
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
;;
(right)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__right_commands" \
"*::: :->right" \
&& ret=0

    case $state in
    (right)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-right-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
'::name -- Only this user, group or SID:_default' \
&& ret=0
;;
(grant)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- User, group, alias or SID:_default' \
'*::rights -- Rights, by the names of the specification, such as SeMachineAccountPrivilege:_default' \
&& ret=0
;;
(revoke)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- User, group, alias or SID:_default' \
'*::rights -- Rights, by the names of the specification, such as SeMachineAccountPrivilege:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__right__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-right-help-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(grant)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(revoke)
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
;;
(event)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__event_commands" \
"*::: :->event" \
&& ret=0

    case $state in
    (event)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-event-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'--since=[Only those that happened at or after this time, in UTC\: YYYY-MM-DD or YYYY-MM-DDTHH\:MM\:SSZ]:TIME:_default' \
'*--id=[Only those of this number, such as 5722; may be given several times]:NUMBER:_default' \
'--last=[Only the newest ones, so many]:NUMBER:_default' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--follow[Go on with new ones as they come, until interrupted; with --json each is a line of its own, before the document]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__event__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-event-help-command-$line[1]:"
        case $line[1] in
            (list)
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
;;
(exception)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__dc__subcmd__exception_commands" \
"*::: :->exception" \
&& ret=0

    case $state in
    (exception)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-exception-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--reason=[Why]:TEXT:_default' \
'--days=[After how many days it ends]:DAYS:_default' \
'--owner=[Who answers for it; without this, whoever runs the command]:NAME:_default' \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'(--weak-crypto --md5-client --no-schannel --no-seal)--all[All exceptions that there are]' \
'--weak-crypto[Session keys without AES]' \
'--md5-client[A client that offers no AES (\`RejectMd5Clients\`)]' \
'--no-schannel[Netlogon calls outside of a secure channel (CVE-2020-1472)]' \
'--no-seal[Netlogon calls that are signed and not sealed]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':account -- The account, such as `old$`:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the domain is kept in]:DIR:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':account -- The account:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__exception__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-exception-help-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
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
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(group)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__group_commands" \
"*::: :->group" \
&& ret=0

    case $state in
    (group)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-group-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(computer)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__computer_commands" \
"*::: :->computer" \
&& ret=0

    case $state in
    (computer)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-computer-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(alias)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__alias_commands" \
"*::: :->alias" \
&& ret=0

    case $state in
    (alias)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-alias-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(policy)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__policy_commands" \
"*::: :->policy" \
&& ret=0

    case $state in
    (policy)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-policy-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(right)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__right_commands" \
"*::: :->right" \
&& ret=0

    case $state in
    (right)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-right-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(grant)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(revoke)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(event)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__event_commands" \
"*::: :->event" \
&& ret=0

    case $state in
    (event)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-event-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(exception)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__dc__subcmd__help__subcmd__exception_commands" \
"*::: :->exception" \
&& ret=0

    case $state in
    (exception)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-dc-help-exception-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
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
;;
(member)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
":: :_netlogond__subcmd__member_commands" \
"*::: :->member" \
&& ret=0

    case $state in
    (member)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-member-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
'--name=[NetBIOS name of this machine; without it, the first label of its host name]:NAME:_default' \
'--password-file=[File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(join)
_arguments "${_arguments_options[@]}" : \
'--domain=[NetBIOS or DNS name of the domain]:DOMAIN:_default' \
'--server=[Domain controller to join at, and the only one to use from then on; without it the primary one is looked for]:DC:_default' \
'(--account-password-file --default-password)--user=[Account of the domain that may create or reset this machine'\''s account\: USER, DOMAIN\\USER or USER@DOMAIN]:USER:_default' \
'--password-file=[File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--account-password-file=[Join without an administrator\: file whose first line is the password that this machine'\''s account, made before, has got for this once, and that nobody but its owner can read]:FILE:_files' \
'--name=[NetBIOS name of this machine, if it has no state directory yet; without it, the first label of its host name]:NAME:_default' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--default-password[Join without an administrator, if the account, made before, has the password that everybody knows\: this machine'\''s name in lower case]' \
'(--account-password-file --default-password)--existing[Use only an account that is there already]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(events)
_arguments "${_arguments_options[@]}" : \
'--since=[Only those that happened at or after this time, in UTC\: YYYY-MM-DD or YYYY-MM-DDTHH\:MM\:SSZ]:TIME:_default' \
'*--id=[Only those of this number, such as 5722; may be given several times]:NUMBER:_default' \
'--last=[Only the newest ones, so many]:NUMBER:_default' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--follow[Go on with new ones as they come, until interrupted; with --json each is a line of its own, before the document]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(rename)
_arguments "${_arguments_options[@]}" : \
'--user=[Account of the domain that may rename this machine'\''s account\: USER, DOMAIN\\USER or USER@DOMAIN; without it the account has the name already, or the machine is in no domain]:USER:_default' \
'--password-file=[File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--server=[Domain controller to have it done at; without it the primary one is looked for]:DC:_default' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':name -- The new NetBIOS name:_default' \
&& ret=0
;;
(leave)
_arguments "${_arguments_options[@]}" : \
'--user=[Account of the domain that may disable this machine'\''s account; without it the account is left as it is]:USER:_default' \
'--password-file=[File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--server=[Domain controller to have it done at; without it the primary one is looked for]:DC:_default' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
'--password-file=[File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked]:FILE:_files' \
'--state=[Directory that the membership is kept in]:DIR:_files' \
'--config=[Settings\: addresses, ports, how domain controllers are found, the password'\''s age; see Files in --help]:FILE:_files' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__member__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-member-help-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(join)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(events)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rename)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(leave)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(password)
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
;;
(check-config)
_arguments "${_arguments_options[@]}" : \
'--member[It is a member'\''s, and no domain controller'\''s]' \
'--json[Print one JSON document instead of text]' \
'-h[Print help]' \
'--help[Print help]' \
':file -- The settings file:_files' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help_commands" \
"*::: :->help" \
&& ret=0

    case $state in
    (help)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-command-$line[1]:"
        case $line[1] in
            (dc)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc_commands" \
"*::: :->dc" \
&& ret=0

    case $state in
    (dc)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-user-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(group)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__group_commands" \
"*::: :->group" \
&& ret=0

    case $state in
    (group)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-group-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(computer)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__computer_commands" \
"*::: :->computer" \
&& ret=0

    case $state in
    (computer)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-computer-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(alias)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__alias_commands" \
"*::: :->alias" \
&& ret=0

    case $state in
    (alias)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-alias-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(delete)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(members)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(add-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove-member)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(policy)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__policy_commands" \
"*::: :->policy" \
&& ret=0

    case $state in
    (policy)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-policy-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(right)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__right_commands" \
"*::: :->right" \
&& ret=0

    case $state in
    (right)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-right-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(grant)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(revoke)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(event)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__event_commands" \
"*::: :->event" \
&& ret=0

    case $state in
    (event)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-event-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(exception)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__dc__subcmd__exception_commands" \
"*::: :->exception" \
&& ret=0

    case $state in
    (exception)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-dc-exception-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(remove)
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
;;
(member)
_arguments "${_arguments_options[@]}" : \
":: :_netlogond__subcmd__help__subcmd__member_commands" \
"*::: :->member" \
&& ret=0

    case $state in
    (member)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:netlogond-help-member-command-$line[1]:"
        case $line[1] in
            (init)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(join)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(events)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(rename)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(leave)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
(password)
_arguments "${_arguments_options[@]}" : \
&& ret=0
;;
        esac
    ;;
esac
;;
(check-config)
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

(( $+functions[_netlogond_commands] )) ||
_netlogond_commands() {
    local commands; commands=(
'dc:A domain controller\: serves, or, with a command, administers its domain on this machine' \
'member:A member of a domain\: keeps this machine'\''s secure channel, or, with a command, joins, shows, verifies, leaves' \
'check-config:Read a settings file and print what is in effect' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__check-config_commands] )) ||
_netlogond__subcmd__check-config_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond check-config commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc_commands] )) ||
_netlogond__subcmd__dc_commands() {
    local commands; commands=(
'init:Make a domain\: its SID, the administrator, the groups and aliases that every domain has' \
'show:Show the domain'\''s names, its SID, and how much is in it' \
'user:People'\''s accounts' \
'group:Global groups, whose members are users of the domain' \
'computer:Computers'\'' accounts' \
'alias:Local groups, of the domain and of BUILTIN, whose members are anybody'\''s SIDs' \
'policy:Rules for passwords, lockout and computers' \
'right:Privileges and other account rights' \
'event:What the service has logged' \
'exception:Exceptions from what is required of computers, each with a reason and an end' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias_commands() {
    local commands; commands=(
'add:Make an alias in the domain' \
'delete:Delete an alias of the domain' \
'list:List all aliases of the domain and of BUILTIN' \
'members:List the members of an alias' \
'add-member:Make a user, a group or any SID a member' \
'remove-member:End a membership' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc alias commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help_commands() {
    local commands; commands=(
'add:Make an alias in the domain' \
'delete:Delete an alias of the domain' \
'list:List all aliases of the domain and of BUILTIN' \
'members:List the members of an alias' \
'add-member:Make a user, a group or any SID a member' \
'remove-member:End a membership' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc alias help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias help remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__alias__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__alias__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc alias remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer_commands() {
    local commands; commands=(
'add:Make an account for a computer that is going to join' \
'delete:Delete an account; the computer is no longer a member then' \
'list:List all computers' \
'show:Show everything about an account but its secrets' \
'enable:Enable an account' \
'disable:Disable an account\: the computer stays a member, and is not let in' \
'reset:Give the account another password, so that the computer has to join again' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc computer commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help_commands() {
    local commands; commands=(
'add:Make an account for a computer that is going to join' \
'delete:Delete an account; the computer is no longer a member then' \
'list:List all computers' \
'show:Show everything about an account but its secrets' \
'enable:Enable an account' \
'disable:Disable an account\: the computer stays a member, and is not let in' \
'reset:Give the account another password, so that the computer has to join again' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc computer help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__reset_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help reset commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer help show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__reset_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer reset commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__computer__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__computer__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc computer show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__event_commands] )) ||
_netlogond__subcmd__dc__subcmd__event_commands() {
    local commands; commands=(
'list:List events, the oldest first' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc event commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__event__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__event__subcmd__help_commands() {
    local commands; commands=(
'list:List events, the oldest first' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc event help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc event help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc event help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__event__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__event__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc event list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception_commands() {
    local commands; commands=(
'add:Make an exception for one account, instead of one that it has' \
'list:List exceptions, those that have ended, too, and how often each was used' \
'remove:End an exception' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc exception commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__help_commands() {
    local commands; commands=(
'add:Make an exception for one account, instead of one that it has' \
'list:List exceptions, those that have ended, too, and how often each was used' \
'remove:End an exception' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc exception help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception help add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__remove_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception help remove commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__exception__subcmd__remove_commands] )) ||
_netlogond__subcmd__dc__subcmd__exception__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc exception remove commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group_commands] )) ||
_netlogond__subcmd__dc__subcmd__group_commands() {
    local commands; commands=(
'add:Make a group' \
'delete:Delete a group that has no members' \
'list:List all groups' \
'members:List the members of a group' \
'add-member:Make a user a member' \
'remove-member:End a user'\''s membership' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc group commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help_commands() {
    local commands; commands=(
'add:Make a group' \
'delete:Delete a group that has no members' \
'list:List all groups' \
'members:List the members of a group' \
'add-member:Make a user a member' \
'remove-member:End a user'\''s membership' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc group help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group help remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__group__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__group__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc group remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__help_commands() {
    local commands; commands=(
'init:Make a domain\: its SID, the administrator, the groups and aliases that every domain has' \
'show:Show the domain'\''s names, its SID, and how much is in it' \
'user:People'\''s accounts' \
'group:Global groups, whose members are users of the domain' \
'computer:Computers'\'' accounts' \
'alias:Local groups, of the domain and of BUILTIN, whose members are anybody'\''s SIDs' \
'policy:Rules for passwords, lockout and computers' \
'right:Privileges and other account rights' \
'event:What the service has logged' \
'exception:Exceptions from what is required of computers, each with a reason and an end' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias_commands() {
    local commands; commands=(
'add:Make an alias in the domain' \
'delete:Delete an alias of the domain' \
'list:List all aliases of the domain and of BUILTIN' \
'members:List the members of an alias' \
'add-member:Make a user, a group or any SID a member' \
'remove-member:End a membership' \
    )
    _describe -t commands 'netlogond dc help alias commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help alias remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer_commands() {
    local commands; commands=(
'add:Make an account for a computer that is going to join' \
'delete:Delete an account; the computer is no longer a member then' \
'list:List all computers' \
'show:Show everything about an account but its secrets' \
'enable:Enable an account' \
'disable:Disable an account\: the computer stays a member, and is not let in' \
'reset:Give the account another password, so that the computer has to join again' \
    )
    _describe -t commands 'netlogond dc help computer commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__reset_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer reset commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help computer show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__event_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__event_commands() {
    local commands; commands=(
'list:List events, the oldest first' \
    )
    _describe -t commands 'netlogond dc help event commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__event__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__event__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help event list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__exception_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__exception_commands() {
    local commands; commands=(
'add:Make an exception for one account, instead of one that it has' \
'list:List exceptions, those that have ended, too, and how often each was used' \
'remove:End an exception' \
    )
    _describe -t commands 'netlogond dc help exception commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help exception add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help exception list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__remove_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help exception remove commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group_commands() {
    local commands; commands=(
'add:Make a group' \
'delete:Delete a group that has no members' \
'list:List all groups' \
'members:List the members of a group' \
'add-member:Make a user a member' \
'remove-member:End a user'\''s membership' \
    )
    _describe -t commands 'netlogond dc help group commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__members_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help group remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__init_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__policy_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__policy_commands() {
    local commands; commands=(
'show:Show the rules' \
'set:Change rules' \
    )
    _describe -t commands 'netlogond dc help policy commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help policy set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help policy show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__right_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__right_commands() {
    local commands; commands=(
'list:List who has which rights' \
'grant:Give somebody rights' \
'revoke:Take rights away' \
    )
    _describe -t commands 'netlogond dc help right commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__grant_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__grant_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help right grant commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help right list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__revoke_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__revoke_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help right revoke commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user_commands() {
    local commands; commands=(
'add:Make an account' \
'delete:Delete an account' \
'list:List all accounts of people' \
'show:Show everything about an account but its secrets' \
'password:Set the password' \
'enable:Enable an account' \
'disable:Disable an account' \
'unlock:Let somebody in again whom wrong passwords have locked out' \
'set:Change an account' \
    )
    _describe -t commands 'netlogond dc help user commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__password_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__unlock_commands] )) ||
_netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc help user unlock commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__init_commands] )) ||
_netlogond__subcmd__dc__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy_commands() {
    local commands; commands=(
'show:Show the rules' \
'set:Change rules' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc policy commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__help_commands() {
    local commands; commands=(
'show:Show the rules' \
'set:Change rules' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc policy help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc policy help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc policy help set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc policy help show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc policy set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__policy__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__policy__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc policy show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right_commands] )) ||
_netlogond__subcmd__dc__subcmd__right_commands() {
    local commands; commands=(
'list:List who has which rights' \
'grant:Give somebody rights' \
'revoke:Take rights away' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc right commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__grant_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__grant_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right grant commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__help_commands() {
    local commands; commands=(
'list:List who has which rights' \
'grant:Give somebody rights' \
'revoke:Take rights away' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc right help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__grant_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__grant_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right help grant commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__revoke_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__revoke_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right help revoke commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__right__subcmd__revoke_commands] )) ||
_netlogond__subcmd__dc__subcmd__right__subcmd__revoke_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc right revoke commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user_commands] )) ||
_netlogond__subcmd__dc__subcmd__user_commands() {
    local commands; commands=(
'add:Make an account' \
'delete:Delete an account' \
'list:List all accounts of people' \
'show:Show everything about an account but its secrets' \
'password:Set the password' \
'enable:Enable an account' \
'disable:Disable an account' \
'unlock:Let somebody in again whom wrong passwords have locked out' \
'set:Change an account' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc user commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help_commands() {
    local commands; commands=(
'add:Make an account' \
'delete:Delete an account' \
'list:List all accounts of people' \
'show:Show everything about an account but its secrets' \
'password:Set the password' \
'enable:Enable an account' \
'disable:Disable an account' \
'unlock:Let somebody in again whom wrong passwords have locked out' \
'set:Change an account' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond dc user help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__add_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__delete_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__disable_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__enable_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__password_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__unlock_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user help unlock commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__list_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__password_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__set_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__show_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__dc__subcmd__user__subcmd__unlock_commands] )) ||
_netlogond__subcmd__dc__subcmd__user__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond dc user unlock commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help_commands] )) ||
_netlogond__subcmd__help_commands() {
    local commands; commands=(
'dc:A domain controller\: serves, or, with a command, administers its domain on this machine' \
'member:A member of a domain\: keeps this machine'\''s secure channel, or, with a command, joins, shows, verifies, leaves' \
'check-config:Read a settings file and print what is in effect' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__check-config_commands] )) ||
_netlogond__subcmd__help__subcmd__check-config_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help check-config commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc_commands] )) ||
_netlogond__subcmd__help__subcmd__dc_commands() {
    local commands; commands=(
'init:Make a domain\: its SID, the administrator, the groups and aliases that every domain has' \
'show:Show the domain'\''s names, its SID, and how much is in it' \
'user:People'\''s accounts' \
'group:Global groups, whose members are users of the domain' \
'computer:Computers'\'' accounts' \
'alias:Local groups, of the domain and of BUILTIN, whose members are anybody'\''s SIDs' \
'policy:Rules for passwords, lockout and computers' \
'right:Privileges and other account rights' \
'event:What the service has logged' \
'exception:Exceptions from what is required of computers, each with a reason and an end' \
    )
    _describe -t commands 'netlogond help dc commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias_commands() {
    local commands; commands=(
'add:Make an alias in the domain' \
'delete:Delete an alias of the domain' \
'list:List all aliases of the domain and of BUILTIN' \
'members:List the members of an alias' \
'add-member:Make a user, a group or any SID a member' \
'remove-member:End a membership' \
    )
    _describe -t commands 'netlogond help dc alias commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add-member_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__delete_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__members_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc alias remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer_commands() {
    local commands; commands=(
'add:Make an account for a computer that is going to join' \
'delete:Delete an account; the computer is no longer a member then' \
'list:List all computers' \
'show:Show everything about an account but its secrets' \
'enable:Enable an account' \
'disable:Disable an account\: the computer stays a member, and is not let in' \
'reset:Give the account another password, so that the computer has to join again' \
    )
    _describe -t commands 'netlogond help dc computer commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__add_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__delete_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__disable_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__enable_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__reset_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer reset commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__show_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc computer show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__event_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__event_commands() {
    local commands; commands=(
'list:List events, the oldest first' \
    )
    _describe -t commands 'netlogond help dc event commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__event__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__event__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc event list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__exception_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__exception_commands() {
    local commands; commands=(
'add:Make an exception for one account, instead of one that it has' \
'list:List exceptions, those that have ended, too, and how often each was used' \
'remove:End an exception' \
    )
    _describe -t commands 'netlogond help dc exception commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__add_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc exception add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc exception list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__remove_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc exception remove commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group_commands() {
    local commands; commands=(
'add:Make a group' \
'delete:Delete a group that has no members' \
'list:List all groups' \
'members:List the members of a group' \
'add-member:Make a user a member' \
'remove-member:End a user'\''s membership' \
    )
    _describe -t commands 'netlogond help dc group commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add-member_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group add-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__delete_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__members_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__members_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group members commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__remove-member_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__remove-member_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc group remove-member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__init_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__policy_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__policy_commands() {
    local commands; commands=(
'show:Show the rules' \
'set:Change rules' \
    )
    _describe -t commands 'netlogond help dc policy commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__set_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc policy set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__show_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc policy show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__right_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__right_commands() {
    local commands; commands=(
'list:List who has which rights' \
'grant:Give somebody rights' \
'revoke:Take rights away' \
    )
    _describe -t commands 'netlogond help dc right commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__grant_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__grant_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc right grant commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc right list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__revoke_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__revoke_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc right revoke commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__show_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user_commands() {
    local commands; commands=(
'add:Make an account' \
'delete:Delete an account' \
'list:List all accounts of people' \
'show:Show everything about an account but its secrets' \
'password:Set the password' \
'enable:Enable an account' \
'disable:Disable an account' \
'unlock:Let somebody in again whom wrong passwords have locked out' \
'set:Change an account' \
    )
    _describe -t commands 'netlogond help dc user commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__add_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user add commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__delete_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__delete_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user delete commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__disable_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user disable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__enable_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user enable commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__list_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user list commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__password_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__set_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user set commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__show_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user show commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__unlock_commands] )) ||
_netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help dc user unlock commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member_commands] )) ||
_netlogond__subcmd__help__subcmd__member_commands() {
    local commands; commands=(
'init:Make a state directory with this machine'\''s own accounts, without joining\: for \`netdom join\` from elsewhere' \
'join:Join a domain; on a machine that has joined, repair its channel with a new password' \
'status:Show the membership, the channel and the age of the password' \
'verify:Prove that the domain controller accepts this machine'\''s password now' \
'rotate:Change this machine'\''s password now' \
'events:Show what the service has logged' \
'rename:Give this machine another name, with --user its account in the domain, too' \
'leave:Leave the domain; with --user the account is disabled there' \
'password:Set the password of this machine'\''s own Administrator, and enable the account' \
    )
    _describe -t commands 'netlogond help member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__events_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__events_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member events commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__init_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__join_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__join_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member join commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__leave_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__leave_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member leave commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__password_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__rename_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__rename_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member rename commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__rotate_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member rotate commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__status_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member status commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__help__subcmd__member__subcmd__verify_commands] )) ||
_netlogond__subcmd__help__subcmd__member__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond help member verify commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member_commands] )) ||
_netlogond__subcmd__member_commands() {
    local commands; commands=(
'init:Make a state directory with this machine'\''s own accounts, without joining\: for \`netdom join\` from elsewhere' \
'join:Join a domain; on a machine that has joined, repair its channel with a new password' \
'status:Show the membership, the channel and the age of the password' \
'verify:Prove that the domain controller accepts this machine'\''s password now' \
'rotate:Change this machine'\''s password now' \
'events:Show what the service has logged' \
'rename:Give this machine another name, with --user its account in the domain, too' \
'leave:Leave the domain; with --user the account is disabled there' \
'password:Set the password of this machine'\''s own Administrator, and enable the account' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond member commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__events_commands] )) ||
_netlogond__subcmd__member__subcmd__events_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member events commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help_commands] )) ||
_netlogond__subcmd__member__subcmd__help_commands() {
    local commands; commands=(
'init:Make a state directory with this machine'\''s own accounts, without joining\: for \`netdom join\` from elsewhere' \
'join:Join a domain; on a machine that has joined, repair its channel with a new password' \
'status:Show the membership, the channel and the age of the password' \
'verify:Prove that the domain controller accepts this machine'\''s password now' \
'rotate:Change this machine'\''s password now' \
'events:Show what the service has logged' \
'rename:Give this machine another name, with --user its account in the domain, too' \
'leave:Leave the domain; with --user the account is disabled there' \
'password:Set the password of this machine'\''s own Administrator, and enable the account' \
'help:Print this message or the help of the given subcommand(s)' \
    )
    _describe -t commands 'netlogond member help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__events_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__events_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help events commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__help_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help help commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__init_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__join_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__join_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help join commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__leave_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__leave_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help leave commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__password_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__rename_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__rename_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help rename commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__rotate_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help rotate commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__status_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help status commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__help__subcmd__verify_commands] )) ||
_netlogond__subcmd__member__subcmd__help__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member help verify commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__init_commands] )) ||
_netlogond__subcmd__member__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member init commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__join_commands] )) ||
_netlogond__subcmd__member__subcmd__join_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member join commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__leave_commands] )) ||
_netlogond__subcmd__member__subcmd__leave_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member leave commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__password_commands] )) ||
_netlogond__subcmd__member__subcmd__password_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member password commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__rename_commands] )) ||
_netlogond__subcmd__member__subcmd__rename_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member rename commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__rotate_commands] )) ||
_netlogond__subcmd__member__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member rotate commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__status_commands] )) ||
_netlogond__subcmd__member__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member status commands' commands "$@"
}
(( $+functions[_netlogond__subcmd__member__subcmd__verify_commands] )) ||
_netlogond__subcmd__member__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'netlogond member verify commands' commands "$@"
}

if [ "$funcstack[1]" = "_netlogond" ]; then
    _netlogond "$@"
else
    compdef _netlogond netlogond
fi
