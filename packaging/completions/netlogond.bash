_netlogond() {
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
                cmd="netlogond"
                ;;
            netlogond,check-config)
                cmd="netlogond__subcmd__check__subcmd__config"
                ;;
            netlogond,dc)
                cmd="netlogond__subcmd__dc"
                ;;
            netlogond,help)
                cmd="netlogond__subcmd__help"
                ;;
            netlogond,member)
                cmd="netlogond__subcmd__member"
                ;;
            netlogond__subcmd__dc,alias)
                cmd="netlogond__subcmd__dc__subcmd__alias"
                ;;
            netlogond__subcmd__dc,computer)
                cmd="netlogond__subcmd__dc__subcmd__computer"
                ;;
            netlogond__subcmd__dc,event)
                cmd="netlogond__subcmd__dc__subcmd__event"
                ;;
            netlogond__subcmd__dc,exception)
                cmd="netlogond__subcmd__dc__subcmd__exception"
                ;;
            netlogond__subcmd__dc,group)
                cmd="netlogond__subcmd__dc__subcmd__group"
                ;;
            netlogond__subcmd__dc,help)
                cmd="netlogond__subcmd__dc__subcmd__help"
                ;;
            netlogond__subcmd__dc,init)
                cmd="netlogond__subcmd__dc__subcmd__init"
                ;;
            netlogond__subcmd__dc,policy)
                cmd="netlogond__subcmd__dc__subcmd__policy"
                ;;
            netlogond__subcmd__dc,right)
                cmd="netlogond__subcmd__dc__subcmd__right"
                ;;
            netlogond__subcmd__dc,show)
                cmd="netlogond__subcmd__dc__subcmd__show"
                ;;
            netlogond__subcmd__dc,user)
                cmd="netlogond__subcmd__dc__subcmd__user"
                ;;
            netlogond__subcmd__dc__subcmd__alias,add)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__alias,add-member)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__alias,delete)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__alias,help)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__alias,list)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__alias,members)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__alias,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,add)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,add-member)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,delete)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,members)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__alias__subcmd__help,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__computer,add)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__computer,delete)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__computer,disable)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__computer,enable)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__computer,help)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__computer,list)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__computer,reset)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__reset"
                ;;
            netlogond__subcmd__dc__subcmd__computer,show)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,add)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,delete)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,disable)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,enable)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,reset)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__reset"
                ;;
            netlogond__subcmd__dc__subcmd__computer__subcmd__help,show)
                cmd="netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__event,help)
                cmd="netlogond__subcmd__dc__subcmd__event__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__event,list)
                cmd="netlogond__subcmd__dc__subcmd__event__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__event__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__event__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__exception,add)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__exception,help)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__exception,list)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__exception,remove)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__remove"
                ;;
            netlogond__subcmd__dc__subcmd__exception__subcmd__help,add)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__exception__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__exception__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__exception__subcmd__help,remove)
                cmd="netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__remove"
                ;;
            netlogond__subcmd__dc__subcmd__group,add)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__group,add-member)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__group,delete)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__group,help)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__group,list)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__group,members)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__group,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,add)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,add-member)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,delete)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,members)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__group__subcmd__help,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__help,alias)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias"
                ;;
            netlogond__subcmd__dc__subcmd__help,computer)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer"
                ;;
            netlogond__subcmd__dc__subcmd__help,event)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__event"
                ;;
            netlogond__subcmd__dc__subcmd__help,exception)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__exception"
                ;;
            netlogond__subcmd__dc__subcmd__help,group)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group"
                ;;
            netlogond__subcmd__dc__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__help,init)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__init"
                ;;
            netlogond__subcmd__dc__subcmd__help,policy)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__policy"
                ;;
            netlogond__subcmd__dc__subcmd__help,right)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__right"
                ;;
            netlogond__subcmd__dc__subcmd__help,show)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__help,user)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,add)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,add-member)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,delete)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,members)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__alias,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,add)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,delete)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,disable)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,enable)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,reset)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__reset"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__computer,show)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__event,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__event__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__exception,add)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__exception,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__exception,remove)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__remove"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,add)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,add-member)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,delete)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,members)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__members"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__group,remove-member)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__policy,set)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__policy,show)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__right,grant)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__grant"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__right,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__right,revoke)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__revoke"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,add)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,delete)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,disable)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,enable)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,list)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,password)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__password"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,set)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,show)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__help__subcmd__user,unlock)
                cmd="netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__unlock"
                ;;
            netlogond__subcmd__dc__subcmd__policy,help)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__policy,set)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__policy,show)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__policy__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__policy__subcmd__help,set)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__policy__subcmd__help,show)
                cmd="netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__right,grant)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__grant"
                ;;
            netlogond__subcmd__dc__subcmd__right,help)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__right,list)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__right,revoke)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__revoke"
                ;;
            netlogond__subcmd__dc__subcmd__right__subcmd__help,grant)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__grant"
                ;;
            netlogond__subcmd__dc__subcmd__right__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__right__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__right__subcmd__help,revoke)
                cmd="netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__revoke"
                ;;
            netlogond__subcmd__dc__subcmd__user,add)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__user,delete)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__user,disable)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__user,enable)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__user,help)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__user,list)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__user,password)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__password"
                ;;
            netlogond__subcmd__dc__subcmd__user,set)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__user,show)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__user,unlock)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__unlock"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,add)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__add"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,delete)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__delete"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,disable)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__disable"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,enable)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__enable"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,help)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,list)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__list"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,password)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__password"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,set)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__set"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,show)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__show"
                ;;
            netlogond__subcmd__dc__subcmd__user__subcmd__help,unlock)
                cmd="netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__unlock"
                ;;
            netlogond__subcmd__help,check-config)
                cmd="netlogond__subcmd__help__subcmd__check__subcmd__config"
                ;;
            netlogond__subcmd__help,dc)
                cmd="netlogond__subcmd__help__subcmd__dc"
                ;;
            netlogond__subcmd__help,help)
                cmd="netlogond__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__help,member)
                cmd="netlogond__subcmd__help__subcmd__member"
                ;;
            netlogond__subcmd__help__subcmd__dc,alias)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias"
                ;;
            netlogond__subcmd__help__subcmd__dc,computer)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer"
                ;;
            netlogond__subcmd__help__subcmd__dc,event)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__event"
                ;;
            netlogond__subcmd__help__subcmd__dc,exception)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__exception"
                ;;
            netlogond__subcmd__help__subcmd__dc,group)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group"
                ;;
            netlogond__subcmd__help__subcmd__dc,init)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__init"
                ;;
            netlogond__subcmd__help__subcmd__dc,policy)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__policy"
                ;;
            netlogond__subcmd__help__subcmd__dc,right)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__right"
                ;;
            netlogond__subcmd__help__subcmd__dc,show)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__show"
                ;;
            netlogond__subcmd__help__subcmd__dc,user)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,add)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,add-member)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,delete)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__delete"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,members)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__members"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__alias,remove-member)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,add)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__add"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,delete)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__delete"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,disable)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__disable"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,enable)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__enable"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,reset)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__reset"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__computer,show)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__show"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__event,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__event__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__exception,add)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__add"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__exception,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__exception,remove)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__remove"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,add)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,add-member)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add__subcmd__member"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,delete)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__delete"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,members)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__members"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__group,remove-member)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__remove__subcmd__member"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__policy,set)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__set"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__policy,show)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__show"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__right,grant)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__grant"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__right,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__right,revoke)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__revoke"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,add)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__add"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,delete)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__delete"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,disable)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__disable"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,enable)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__enable"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,list)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__list"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,password)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__password"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,set)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__set"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,show)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__show"
                ;;
            netlogond__subcmd__help__subcmd__dc__subcmd__user,unlock)
                cmd="netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__unlock"
                ;;
            netlogond__subcmd__help__subcmd__member,events)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__events"
                ;;
            netlogond__subcmd__help__subcmd__member,init)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__init"
                ;;
            netlogond__subcmd__help__subcmd__member,join)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__join"
                ;;
            netlogond__subcmd__help__subcmd__member,leave)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__leave"
                ;;
            netlogond__subcmd__help__subcmd__member,password)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__password"
                ;;
            netlogond__subcmd__help__subcmd__member,rename)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__rename"
                ;;
            netlogond__subcmd__help__subcmd__member,rotate)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__rotate"
                ;;
            netlogond__subcmd__help__subcmd__member,status)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__status"
                ;;
            netlogond__subcmd__help__subcmd__member,verify)
                cmd="netlogond__subcmd__help__subcmd__member__subcmd__verify"
                ;;
            netlogond__subcmd__member,events)
                cmd="netlogond__subcmd__member__subcmd__events"
                ;;
            netlogond__subcmd__member,help)
                cmd="netlogond__subcmd__member__subcmd__help"
                ;;
            netlogond__subcmd__member,init)
                cmd="netlogond__subcmd__member__subcmd__init"
                ;;
            netlogond__subcmd__member,join)
                cmd="netlogond__subcmd__member__subcmd__join"
                ;;
            netlogond__subcmd__member,leave)
                cmd="netlogond__subcmd__member__subcmd__leave"
                ;;
            netlogond__subcmd__member,password)
                cmd="netlogond__subcmd__member__subcmd__password"
                ;;
            netlogond__subcmd__member,rename)
                cmd="netlogond__subcmd__member__subcmd__rename"
                ;;
            netlogond__subcmd__member,rotate)
                cmd="netlogond__subcmd__member__subcmd__rotate"
                ;;
            netlogond__subcmd__member,status)
                cmd="netlogond__subcmd__member__subcmd__status"
                ;;
            netlogond__subcmd__member,verify)
                cmd="netlogond__subcmd__member__subcmd__verify"
                ;;
            netlogond__subcmd__member__subcmd__help,events)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__events"
                ;;
            netlogond__subcmd__member__subcmd__help,help)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__help"
                ;;
            netlogond__subcmd__member__subcmd__help,init)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__init"
                ;;
            netlogond__subcmd__member__subcmd__help,join)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__join"
                ;;
            netlogond__subcmd__member__subcmd__help,leave)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__leave"
                ;;
            netlogond__subcmd__member__subcmd__help,password)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__password"
                ;;
            netlogond__subcmd__member__subcmd__help,rename)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__rename"
                ;;
            netlogond__subcmd__member__subcmd__help,rotate)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__rotate"
                ;;
            netlogond__subcmd__member__subcmd__help,status)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__status"
                ;;
            netlogond__subcmd__member__subcmd__help,verify)
                cmd="netlogond__subcmd__member__subcmd__help__subcmd__verify"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        netlogond)
            opts="-h -V --json --help --version dc member check-config help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
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
        netlogond__subcmd__check__subcmd__config)
            opts="-h --member --json --help"
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
        netlogond__subcmd__dc)
            opts="-h --state --listen --config --json --help init show user group computer alias policy right event exception help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --listen)
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
        netlogond__subcmd__dc__subcmd__alias)
            opts="-h --state --json --help add delete list members add-member remove-member help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__add)
            opts="-h --comment --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --comment)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__add__subcmd__member)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__delete)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help)
            opts="add delete list members add-member remove-member help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__help__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__members)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__alias__subcmd__remove__subcmd__member)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer)
            opts="-h --state --json --help add delete list show enable disable reset help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__add)
            opts="-h --backup-controller --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__delete)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__disable)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__enable)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help)
            opts="add delete list show enable disable reset help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__reset)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__reset)
            opts="-h --default-password --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__computer__subcmd__show)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__event)
            opts="-h --state --json --help list help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__event__subcmd__help)
            opts="list help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__event__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__event__subcmd__list)
            opts="-h --since --id --last --follow --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --since)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__exception)
            opts="-h --state --json --help add list remove help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__add)
            opts="-h --all --weak-crypto --md5-client --no-schannel --no-seal --reason --days --owner --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --reason)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --days)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --owner)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__help)
            opts="add list remove help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__help__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__exception__subcmd__remove)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group)
            opts="-h --state --json --help add delete list members add-member remove-member help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__add)
            opts="-h --comment --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --comment)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__add__subcmd__member)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__delete)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help)
            opts="add delete list members add-member remove-member help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__help__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__group__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__members)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__group__subcmd__remove__subcmd__member)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__help)
            opts="init show user group computer alias policy right event exception help"
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias)
            opts="add delete list members add-member remove-member"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__alias__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer)
            opts="add delete list show enable disable reset"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__reset)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__computer__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__event)
            opts="list"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__event__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__exception)
            opts="add list remove"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__exception__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group)
            opts="add delete list members add-member remove-member"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__group__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__policy)
            opts="show set"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__policy__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__right)
            opts="list grant revoke"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__grant)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__right__subcmd__revoke)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user)
            opts="add delete list show password enable disable unlock set"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__password)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__help__subcmd__user__subcmd__unlock)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__init)
            opts="-h --domain --name --password-file --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__policy)
            opts="-h --state --json --help show set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__help)
            opts="show set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__set)
            opts="-h --min-password-length --password-history --password-complexity --max-password-age --min-password-age --lockout-threshold --lockout-duration --lockout-window --machine-account-quota --refuse-password-change --default-password --comment --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --min-password-length)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-history)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-complexity)
                    COMPREPLY=($(compgen -W "true false" -- "${cur}"))
                    return 0
                    ;;
                --max-password-age)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --min-password-age)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lockout-threshold)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lockout-duration)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --lockout-window)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --machine-account-quota)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --refuse-password-change)
                    COMPREPLY=($(compgen -W "true false" -- "${cur}"))
                    return 0
                    ;;
                --default-password)
                    COMPREPLY=($(compgen -W "true false" -- "${cur}"))
                    return 0
                    ;;
                --comment)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__policy__subcmd__show)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__right)
            opts="-h --state --json --help list grant revoke help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__right__subcmd__grant)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__right__subcmd__help)
            opts="list grant revoke help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__grant)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__right__subcmd__help__subcmd__revoke)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__right__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__right__subcmd__revoke)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__show)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user)
            opts="-h --state --json --help add delete list show password enable disable unlock set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__add)
            opts="-h --password-file --must-change --full-name --comment --home-directory --home-drive --script --profile --workstations --expires --password-expires --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --full-name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --comment)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --home-directory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --home-drive)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --script)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --workstations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --expires)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-expires)
                    COMPREPLY=($(compgen -W "true false" -- "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__delete)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__disable)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__enable)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help)
            opts="add delete list show password enable disable unlock set help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__password)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__help__subcmd__unlock)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__dc__subcmd__user__subcmd__list)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__password)
            opts="-h --password-file --must-change --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__set)
            opts="-h --new-name --full-name --comment --home-directory --home-drive --script --profile --workstations --expires --password-expires --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --new-name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --full-name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --comment)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --home-directory)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --home-drive)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --script)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --workstations)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --expires)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-expires)
                    COMPREPLY=($(compgen -W "true false" -- "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__show)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__dc__subcmd__user__subcmd__unlock)
            opts="-h --state --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__help)
            opts="dc member check-config help"
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
        netlogond__subcmd__help__subcmd__check__subcmd__config)
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
        netlogond__subcmd__help__subcmd__dc)
            opts="init show user group computer alias policy right event exception"
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias)
            opts="add delete list members add-member remove-member"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__alias__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer)
            opts="add delete list show enable disable reset"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__reset)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__computer__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__event)
            opts="list"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__event__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__exception)
            opts="add list remove"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__exception__subcmd__remove)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group)
            opts="add delete list members add-member remove-member"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__add__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__members)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__group__subcmd__remove__subcmd__member)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__policy)
            opts="show set"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__policy__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__right)
            opts="list grant revoke"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__grant)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__right__subcmd__revoke)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user)
            opts="add delete list show password enable disable unlock set"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__add)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__delete)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__disable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__enable)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__password)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__set)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__dc__subcmd__user__subcmd__unlock)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 5 ]] ; then
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
        netlogond__subcmd__help__subcmd__help)
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
        netlogond__subcmd__help__subcmd__member)
            opts="init join status verify rotate events rename leave password"
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
        netlogond__subcmd__help__subcmd__member__subcmd__events)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__join)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__leave)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__password)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__rename)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__rotate)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__help__subcmd__member__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member)
            opts="-h --state --config --json --help init join status verify rotate events rename leave password help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__member__subcmd__events)
            opts="-h --since --id --last --follow --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --since)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --id)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --last)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__help)
            opts="init join status verify rotate events rename leave password help"
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
        netlogond__subcmd__member__subcmd__help__subcmd__events)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__init)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__join)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__leave)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__password)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__rename)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__rotate)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__status)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__help__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
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
        netlogond__subcmd__member__subcmd__init)
            opts="-h --name --password-file --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__join)
            opts="-h --domain --server --user --password-file --account-password-file --default-password --name --existing --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --account-password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__leave)
            opts="-h --user --password-file --server --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__password)
            opts="-h --password-file --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__rename)
            opts="-h --user --password-file --server --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --server)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
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
        netlogond__subcmd__member__subcmd__rotate)
            opts="-h --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__member__subcmd__status)
            opts="-h --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
        netlogond__subcmd__member__subcmd__verify)
            opts="-h --state --config --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --state)
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
    complete -F _netlogond -o nosort -o bashdefault -o default netlogond
else
    complete -F _netlogond -o bashdefault -o default netlogond
fi
