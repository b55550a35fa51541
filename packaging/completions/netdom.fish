# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_netdom_global_optspecs
    string join \n d/domain= userd= passwordd= passwordd-file= usero= passwordo= passwordo-file= server= wins= timeout= config= json noverbose h/help V/version
end

function __fish_netdom_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_netdom_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_netdom_using_subcommand
    set -l cmd (__fish_netdom_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c netdom -n "__fish_netdom_needs_command" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_needs_command" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_needs_command" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_needs_command" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_needs_command" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_needs_command" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_needs_command" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_needs_command" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_needs_command" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_needs_command" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_needs_command" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_needs_command" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_needs_command" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c netdom -n "__fish_netdom_needs_command" -s V -l version -d 'Print version'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "member" -d 'Members of the domain, and one member\'s channel (NT 4 form)'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "join" -d 'Join a computer to the domain, or repair the channel of one that is joined already'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "remove" -d 'Take a computer out of the domain'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "renamecomputer" -d 'Give a member and its account another name, and leave it in the domain'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "add" -d 'Create a computer account in the domain'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "reset" -d 'Reset the secure channel of a member, healthy or not'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "verify" -d 'Find out whether the secure channel of a member works'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "query" -d 'List machines of the domain'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "resetpwd" -d 'Reset the machine password of this computer'
complete -c netdom -n "__fish_netdom_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l joinworkgroup -d 'Take it out of the domain, into this workgroup' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l ou -d 'Organisational unit for a new account, as RFC 1779 writes it (Active Directory only)' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand member" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand member" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand member" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand member" -l add -d 'Create its computer account'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l delete -d 'Delete its computer account'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l query -d 'Show its account, its membership and its channel'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l joindomain -d 'Join it to the domain; if it is a member, verify its channel and reset it if it is broken'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l force -d 'Reset the channel even if it works'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l enable -d 'Enable the computer account if it is disabled'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l secret -d 'Set the member\'s LSA secret and its account from here, as NT 4 does, instead of having the member join again: the password of the domain\'s account then never reaches the member'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand member" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand member" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand join" -l ou -d 'Organisational unit for a new account, as RFC 1779 writes it (Active Directory only)' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand join" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand join" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand join" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand join" -l force -d 'Reset the channel even if it works'
complete -c netdom -n "__fish_netdom_using_subcommand join" -l enable -d 'Enable the computer account if it is disabled'
complete -c netdom -n "__fish_netdom_using_subcommand join" -l secret -d 'Set the member\'s LSA secret and its account from here, as NT 4 does, instead of having the member join again: the password of the domain\'s account then never reaches the member'
complete -c netdom -n "__fish_netdom_using_subcommand join" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand join" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand join" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l workgroup -d 'Workgroup that the computer is in afterwards' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l keep-account -d 'Leave the computer account in the domain as it is, instead of disabling it'
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand remove" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand remove" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l newname -d 'The new name' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l force -d 'Taken for the sake of scripts: nothing is ever asked before it is done'
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand renamecomputer" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand add" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand add" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand add" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand add" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand add" -l enable -d 'Enable the computer account if it is disabled'
complete -c netdom -n "__fish_netdom_using_subcommand add" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand add" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand add" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand reset" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l enable -d 'Enable the computer account if it is disabled'
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l secret -d 'Set the member\'s LSA secret and its account from here, as NT 4 does, instead of having the member join again: the password of the domain\'s account then never reaches the member'
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand reset" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand reset" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand verify" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand verify" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand verify" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand query" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand query" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand query" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand query" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand query" -l verify -d 'Verify the channel of each member'
complete -c netdom -n "__fish_netdom_using_subcommand query" -l reset -d 'Reset each channel that is broken'
complete -c netdom -n "__fish_netdom_using_subcommand query" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand query" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand query" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -s d -l domain -d 'Domain, by its NetBIOS or DNS name' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l userd -d 'Account for the domain: DOMAIN\\user, user@domain or user' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l passwordd -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDD; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l passwordd-file -d 'File whose first line is the password for the domain' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l usero -d 'Account for the member: a local administrator of it; without it, the domain\'s account is used' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l passwordo -d 'Its password, visible to everybody on this machine: prefer a file or NETDOM_PASSWORDO; `*` asks' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l passwordo-file -d 'File whose first line is the password for the member' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l server -d 'Domain controller to use instead of searching one' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l config -d 'Settings: WINS and DNS servers, names and ports; see Files in --help' -r -F
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l enable -d 'Enable the computer account if it is disabled'
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l json -d 'Print one JSON document instead of text'
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -l noverbose -d 'Print results without headings and progress'
complete -c netdom -n "__fish_netdom_using_subcommand resetpwd" -s h -l help -d 'Print help'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "member" -d 'Members of the domain, and one member\'s channel (NT 4 form)'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "join" -d 'Join a computer to the domain, or repair the channel of one that is joined already'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "remove" -d 'Take a computer out of the domain'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "renamecomputer" -d 'Give a member and its account another name, and leave it in the domain'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "add" -d 'Create a computer account in the domain'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "reset" -d 'Reset the secure channel of a member, healthy or not'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "verify" -d 'Find out whether the secure channel of a member works'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "query" -d 'List machines of the domain'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "resetpwd" -d 'Reset the machine password of this computer'
complete -c netdom -n "__fish_netdom_using_subcommand help; and not __fish_seen_subcommand_from member join remove renamecomputer add reset verify query resetpwd help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
