compare all --as-of 2026-11-25 @
compare CN --topics src.submission,acc.key-escrow --as-of 2015-01-28 --format json @
compare CN DE --topics src.submission,dat.transfer --as-of 2026-11-25 --format csv @
compare CN --topics acc --sector banking --addressee buyer --as-of 2015-01-28 @
compare us-executive-agreements --topics acc.key-disclosure --as-of 2026-11-25 @
compare EU --members --topics dat.transfer --as-of 2026-11-25 @
