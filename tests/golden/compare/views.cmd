compare CN RU IN US DE --by distances --as-of 2026-11-25 @
compare CN RU IN FR GB --by aligned --topics acc.key-disclosure,dat.localisation --as-of 2026-11-25 @
compare CN RU IN US DE --by consistency --as-of 2028-01-01 --topics acc,src @
compare CN US DE --by index --weights examples/weights/equal.yaml --as-of 2026-11-25 --topics acc,crt @
compare CN --by dominance --as-of 2026-11-25 @
compare CN US IN --by strictest --topics acc,dat.localisation,crt.module --as-of 2026-11-25 @
