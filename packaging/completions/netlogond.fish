# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_netlogond_global_optspecs
    string join \n json h/help V/version
end

function __fish_netlogond_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_netlogond_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_netlogond_using_subcommand
    set -l cmd (__fish_netlogond_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c netlogond -n "__fish_netlogond_needs_command" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c netlogond -n "__fish_netlogond_needs_command" -s V -l version -d 'Print version'
complete -c netlogond -n "__fish_netlogond_needs_command" -f -a "dc" -d 'A domain controller: serves, or, with a command, administers its domain on this machine'
complete -c netlogond -n "__fish_netlogond_needs_command" -f -a "member" -d 'A member of a domain: keeps this machine\'s secure channel, or, with a command, joins, shows, verifies, leaves'
complete -c netlogond -n "__fish_netlogond_needs_command" -f -a "check-config" -d 'Read a settings file and print what is in effect'
complete -c netlogond -n "__fish_netlogond_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -l listen -d 'Address to serve on; may be given several times, and replaces `listen` of the settings' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -l config -d 'Settings: addresses, ports, encryption, names, logs; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "init" -d 'Make a domain: its SID, the administrator, the groups and aliases that every domain has'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "show" -d 'Show the domain\'s names, its SID, and how much is in it'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "user" -d 'People\'s accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "group" -d 'Global groups, whose members are users of the domain'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "computer" -d 'Computers\' accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "alias" -d 'Local groups, of the domain and of BUILTIN, whose members are anybody\'s SIDs'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "policy" -d 'Rules for passwords, lockout and computers'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "right" -d 'Privileges and other account rights'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "event" -d 'What the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "exception" -d 'Exceptions from what is required of computers, each with a reason and an end'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and not __fish_seen_subcommand_from init show user group computer alias policy right event exception help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -l domain -d 'NetBIOS name of the domain' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -l name -d 'NetBIOS name of this domain controller' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -l password-file -d 'File whose first line is the administrator\'s password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from show" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from show" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "add" -d 'Make an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "delete" -d 'Delete an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "list" -d 'List all accounts of people'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "show" -d 'Show everything about an account but its secrets'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "password" -d 'Set the password'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "enable" -d 'Enable an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "disable" -d 'Disable an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "unlock" -d 'Let somebody in again whom wrong passwords have locked out'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "set" -d 'Change an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from user" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "add" -d 'Make a group'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "delete" -d 'Delete a group that has no members'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "list" -d 'List all groups'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "members" -d 'List the members of a group'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "add-member" -d 'Make a user a member'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "remove-member" -d 'End a user\'s membership'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from group" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "add" -d 'Make an account for a computer that is going to join'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "delete" -d 'Delete an account; the computer is no longer a member then'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "list" -d 'List all computers'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "show" -d 'Show everything about an account but its secrets'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "enable" -d 'Enable an account'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "disable" -d 'Disable an account: the computer stays a member, and is not let in'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "reset" -d 'Give the account another password, so that the computer has to join again'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from computer" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "add" -d 'Make an alias in the domain'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "delete" -d 'Delete an alias of the domain'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "list" -d 'List all aliases of the domain and of BUILTIN'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "members" -d 'List the members of an alias'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "add-member" -d 'Make a user, a group or any SID a member'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "remove-member" -d 'End a membership'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from alias" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -f -a "show" -d 'Show the rules'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -f -a "set" -d 'Change rules'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from policy" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -f -a "list" -d 'List who has which rights'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -f -a "grant" -d 'Give somebody rights'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -f -a "revoke" -d 'Take rights away'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from right" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from event" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from event" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from event" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from event" -f -a "list" -d 'List events, the oldest first'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from event" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -l state -d 'Directory that the domain is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -f -a "add" -d 'Make an exception for one account, instead of one that it has'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -f -a "list" -d 'List exceptions, those that have ended, too, and how often each was used'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -f -a "remove" -d 'End an exception'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from exception" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "init" -d 'Make a domain: its SID, the administrator, the groups and aliases that every domain has'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show the domain\'s names, its SID, and how much is in it'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "user" -d 'People\'s accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "group" -d 'Global groups, whose members are users of the domain'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "computer" -d 'Computers\' accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "alias" -d 'Local groups, of the domain and of BUILTIN, whose members are anybody\'s SIDs'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "policy" -d 'Rules for passwords, lockout and computers'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "right" -d 'Privileges and other account rights'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "event" -d 'What the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "exception" -d 'Exceptions from what is required of computers, each with a reason and an end'
complete -c netlogond -n "__fish_netlogond_using_subcommand dc; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "init" -d 'Make a state directory with this machine\'s own accounts, without joining: for `netdom join` from elsewhere'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "join" -d 'Join a domain; on a machine that has joined, repair its channel with a new password'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "status" -d 'Show the membership, the channel and the age of the password'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "verify" -d 'Prove that the domain controller accepts this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "rotate" -d 'Change this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "events" -d 'Show what the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "rename" -d 'Give this machine another name, with --user its account in the domain, too'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "leave" -d 'Leave the domain; with --user the account is disabled there'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "password" -d 'Set the password of this machine\'s own Administrator, and enable the account'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and not __fish_seen_subcommand_from init join status verify rotate events rename leave password help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -l name -d 'NetBIOS name of this machine; without it, the first label of its host name' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -l password-file -d 'File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from init" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l domain -d 'NetBIOS or DNS name of the domain' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l server -d 'Domain controller to join at, and the only one to use from then on; without it the primary one is looked for' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l user -d 'Account of the domain that may create or reset this machine\'s account: USER, DOMAIN\\USER or USER@DOMAIN' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l password-file -d 'File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l account-password-file -d 'Join without an administrator: file whose first line is the password that this machine\'s account, made before, has got for this once, and that nobody but its owner can read' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l name -d 'NetBIOS name of this machine, if it has no state directory yet; without it, the first label of its host name' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l default-password -d 'Join without an administrator, if the account, made before, has the password that everybody knows: this machine\'s name in lower case'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l existing -d 'Use only an account that is there already'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from join" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from status" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from status" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from status" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from verify" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from verify" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from verify" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rotate" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rotate" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rotate" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l since -d 'Only those that happened at or after this time, in UTC: YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l id -d 'Only those of this number, such as 5722; may be given several times' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l last -d 'Only the newest ones, so many' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l follow -d 'Go on with new ones as they come, until interrupted; with --json each is a line of its own, before the document'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from events" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l user -d 'Account of the domain that may rename this machine\'s account: USER, DOMAIN\\USER or USER@DOMAIN; without it the account has the name already, or the machine is in no domain' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l password-file -d 'File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l server -d 'Domain controller to have it done at; without it the primary one is looked for' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l user -d 'Account of the domain that may disable this machine\'s account; without it the account is left as it is' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l password-file -d 'File whose first line is its password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l server -d 'Domain controller to have it done at; without it the primary one is looked for' -r
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from leave" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from password" -l password-file -d 'File whose first line is the new password, and that nobody but its owner can read; without it and without NETLOGOND_PASSWORD the terminal is asked' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from password" -l state -d 'Directory that the membership is kept in' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from password" -l config -d 'Settings: addresses, ports, how domain controllers are found, the password\'s age; see Files in --help' -r -F
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from password" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from password" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "init" -d 'Make a state directory with this machine\'s own accounts, without joining: for `netdom join` from elsewhere'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "join" -d 'Join a domain; on a machine that has joined, repair its channel with a new password'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "status" -d 'Show the membership, the channel and the age of the password'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Prove that the domain controller accepts this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "rotate" -d 'Change this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "events" -d 'Show what the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "rename" -d 'Give this machine another name, with --user its account in the domain, too'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "leave" -d 'Leave the domain; with --user the account is disabled there'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "password" -d 'Set the password of this machine\'s own Administrator, and enable the account'
complete -c netlogond -n "__fish_netlogond_using_subcommand member; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand check-config" -l member -d 'It is a member\'s, and no domain controller\'s'
complete -c netlogond -n "__fish_netlogond_using_subcommand check-config" -l json -d 'Print one JSON document instead of text'
complete -c netlogond -n "__fish_netlogond_using_subcommand check-config" -s h -l help -d 'Print help'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and not __fish_seen_subcommand_from dc member check-config help" -f -a "dc" -d 'A domain controller: serves, or, with a command, administers its domain on this machine'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and not __fish_seen_subcommand_from dc member check-config help" -f -a "member" -d 'A member of a domain: keeps this machine\'s secure channel, or, with a command, joins, shows, verifies, leaves'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and not __fish_seen_subcommand_from dc member check-config help" -f -a "check-config" -d 'Read a settings file and print what is in effect'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and not __fish_seen_subcommand_from dc member check-config help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "init" -d 'Make a domain: its SID, the administrator, the groups and aliases that every domain has'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "show" -d 'Show the domain\'s names, its SID, and how much is in it'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "user" -d 'People\'s accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "group" -d 'Global groups, whose members are users of the domain'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "computer" -d 'Computers\' accounts'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "alias" -d 'Local groups, of the domain and of BUILTIN, whose members are anybody\'s SIDs'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "policy" -d 'Rules for passwords, lockout and computers'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "right" -d 'Privileges and other account rights'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "event" -d 'What the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from dc" -f -a "exception" -d 'Exceptions from what is required of computers, each with a reason and an end'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "init" -d 'Make a state directory with this machine\'s own accounts, without joining: for `netdom join` from elsewhere'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "join" -d 'Join a domain; on a machine that has joined, repair its channel with a new password'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "status" -d 'Show the membership, the channel and the age of the password'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "verify" -d 'Prove that the domain controller accepts this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "rotate" -d 'Change this machine\'s password now'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "events" -d 'Show what the service has logged'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "rename" -d 'Give this machine another name, with --user its account in the domain, too'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "leave" -d 'Leave the domain; with --user the account is disabled there'
complete -c netlogond -n "__fish_netlogond_using_subcommand help; and __fish_seen_subcommand_from member" -f -a "password" -d 'Set the password of this machine\'s own Administrator, and enable the account'
