complete -c nltest -l server -d 'Machine to ask: name or address, with or without backslashes; without it, this one' -r
complete -c nltest -l userd -d 'Account to ask as: DOMAIN\\user, user@domain or user; without it, that of the settings, or nobody' -r
complete -c nltest -l password-file -d 'File whose first line is its password; else NLTEST_PASSWORD, or the terminal is asked' -r -F
complete -c nltest -l wins -d 'WINS server that knows the domain; may be given several times' -r
complete -c nltest -l timeout -d 'Longest wait for any one answer, in seconds' -r
complete -c nltest -l config -d 'Settings, which netdom has too: account, WINS and DNS servers, names and ports' -r -F
complete -c nltest -l sc_query -d 'How the secure channel to this domain was when it was last used' -r
complete -c nltest -l sc_verify -d 'Use the secure channel to this domain, and tell how that went' -r
complete -c nltest -l sc_reset -d 'Drop the secure channel, find a controller anew and set it up; changes no password' -r
complete -c nltest -l sc_change_pwd -d 'Change the password of the secure channel to this domain' -r
complete -c nltest -l dsgetdc -d 'Find a domain controller' -r
complete -c nltest -l dclist -d 'Controllers of this domain' -r
complete -c nltest -l dcname -d 'Primary domain controller of this domain' -r
complete -c nltest -l bdc_query -d 'State of the backup domain controllers of this domain' -r
complete -c nltest -l user -d 'An account of the server\'s SAM' -r
complete -c nltest -l finduser -d 'Which trusted domain has an account of this name' -r
complete -c nltest -l time -d 'What time this is, as two hexadecimal numbers: /time:LOW HIGH' -r
complete -c nltest -l whowill -d 'Which controllers of this domain have an account for a user: /whowill:DOMAIN USER' -r
complete -c nltest -l dsaddresstosite -d 'Sites of a machine\'s addresses, as the server knows them; or of those of /addresses' -r
complete -c nltest -l dsgetfti -d 'What is in the forest of this domain; without a name, in the server\'s own' -r
complete -c nltest -l site -d 'One in this site' -r
complete -c nltest -l account -d 'One that has this account; only another machine can look for one' -r
complete -c nltest -l addresses -d 'Addresses, with commas between: the sites of these, and not of the machine\'s' -r
complete -c nltest -l json -d 'Print one JSON document instead of text'
complete -c nltest -l query -d 'State of the Netlogon service'
complete -c nltest -l repl -d 'Have a backup domain controller fetch changes from the primary one'
complete -c nltest -l sync -d 'Have a backup domain controller fetch everything from the primary one'
complete -c nltest -l pdc_repl -d 'Have the primary domain controller tell the others to fetch changes'
complete -c nltest -l domain_trusts -d 'Domains that the server knows: see the switches below'
complete -c nltest -l trusted_domains -d 'Names of the domains that the server\'s domain trusts'
complete -c nltest -l parentdomain -d 'Domain above the server\'s, or of the server'
complete -c nltest -l dsgetsite -d 'Site that the server is in'
complete -c nltest -l dsgetsitecov -d 'Sites that the domain controller serves'
complete -c nltest -l logon_query -d 'How many logons the service was asked for'
complete -c nltest -l transport_notify -d 'Tell the service that there is a new network'
complete -c nltest -l pdc -d 'The primary one'
complete -c nltest -l ds -d 'One with a directory'
complete -c nltest -l dsp -d 'Better one with a directory'
complete -c nltest -l gc -d 'A global catalogue'
complete -c nltest -l kdc -d 'A Kerberos key distribution centre'
complete -c nltest -l timeserv -d 'One that serves the time'
complete -c nltest -l gtimeserv -d 'Better one that has the time from a clock'
complete -c nltest -l ws -d 'One that has the Active Directory Web Service'
complete -c nltest -l netbios -d 'The domain\'s name is a NetBIOS name'
complete -c nltest -l dns -d 'The domain\'s name is a DNS name'
complete -c nltest -l ip -d 'One with an IP address'
complete -c nltest -l force -d 'No cached answer (this tool has no cache of its own)'
complete -c nltest -l writable -d 'One that can be written to'
complete -c nltest -l avoidself -d 'Another one than whoever is asked'
complete -c nltest -l ldaponly -d 'One that has LDAP, be it a domain controller or not'
complete -c nltest -l backg -d 'A cached answer will do, even an old one'
complete -c nltest -l ds_6 -d 'One of Windows Server 2008 or later'
complete -c nltest -l ds_8 -d 'One of Windows Server 2012 or later'
complete -c nltest -l ds_9 -d 'One of Windows Server 2012 R2 or later'
complete -c nltest -l ds_10 -d 'One of Windows Server 2016 or later'
complete -c nltest -l try_next_closest_site -d 'If need be, one in the next closest site'
complete -c nltest -l ret_dns -d 'Answer with DNS names'
complete -c nltest -l ret_netbios -d 'Answer with NetBIOS names'
complete -c nltest -l primary -d 'The server\'s own domain'
complete -c nltest -l forest -d 'Domains of the forest'
complete -c nltest -l direct_out -d 'Domains that are trusted directly'
complete -c nltest -l direct_in -d 'Domains that trust directly'
complete -c nltest -l all_trusts -d 'All of these, as without any switch'
complete -c nltest -l v -d 'With SID and GUID'
complete -c nltest -l updatetdo -d 'The server is to remember what it is told of the forest'
complete -c nltest -s h -l help -d 'Print help (see more with \'--help\')'
complete -c nltest -s V -l version -d 'Print version'
