timeline cn.bank317 --as-of 2026-11-25 @
timeline acc.key-escrow --as-of 2015-01-28 --from 2014-01-01 --to 2016-12-31 @
timeline US --as-of 2026-11-25 --topics acc --format json @
timeline key.custody @
timeline cn.bank31 @
timeline CN --from 2020-01-01 --to 2019-01-01 @
