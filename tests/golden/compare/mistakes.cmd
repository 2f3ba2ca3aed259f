compare ZZ CNN UK --topics acc.keydisclosure --sector bankng --trigger sometimes --as-of 2015-01-28 @
compare us-executive-agreements --as-of 2015-01-28 @
compare CN --as-of 2015-02-30 @
