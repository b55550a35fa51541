complete -c netlogon-auth -l helper-protocol -d 'Speak the protocol of a helper on standard input and output, for as long as there is input' -r -f -a "squid-2.5-ntlmssp\t'Squid\'s for NTLM: YR, TT, KK, AF, NA, BH'
squid-2.5-basic\t'Squid\'s for passwords: a line with user and password, OK or ERR'
gss-spnego\t'Squid\'s for Negotiate, with NTLM in it; Kerberos is not spoken'
ntlm-server-1\t'Lines with names and values, as servers use it that have had a challenge answered'"
complete -c netlogon-auth -l username -d 'The account: user, DOMAIN\\user or user@domain' -r
complete -c netlogon-auth -l domain -d 'The domain of accounts that are named without one; by default this computer\'s' -r
complete -c netlogon-auth -l workstation -d 'The computer that the user sits at' -r
complete -c netlogon-auth -l challenge -d 'The challenge that was answered, 16 hexadecimal digits' -r
complete -c netlogon-auth -l nt-response -d 'The NT response: NTLM version 2\'s, or MS-CHAP\'s 48 digits' -r
complete -c netlogon-auth -l lm-response -d 'The LM response, if there is one' -r
complete -c netlogon-auth -l require-membership-of -d 'Let in only who is a member of this group, by its SID; may be given several times, and one will do' -r
complete -c netlogon-auth -l password-file -d 'File whose first line is the password; without it, it is asked for, or read from standard input if that is no terminal' -r -F
complete -c netlogon-auth -l password -d 'Refused: every user of this machine could read it' -r
complete -c netlogon-auth -l socket -d 'The socket of the service' -r -F
complete -c netlogon-auth -l request-nt-key -d 'Judge one response, and print the session key it makes: `NT_KEY: …`'
complete -c netlogon-auth -l allow-mschapv2 -d 'Tell the domain controller that the response is one of MS-CHAPv2, which some let in where NTLM version 1 is refused'
complete -c netlogon-auth -l require-mic -d 'Let only clients in that protect the exchange by an integrity code, as Windows does and many a browser elsewhere does not (squid-2.5-ntlmssp, gss-spnego)'
complete -c netlogon-auth -s h -l help -d 'Print help (see more with \'--help\')'
complete -c netlogon-auth -s V -l version -d 'Print version'
