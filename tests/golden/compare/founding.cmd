compare CN RU IN US DE --as-of 2015-01-28 @
compare CN RU IN US DE --as-of 2026-11-25 --topics acc,dat,src.submission,sec @
