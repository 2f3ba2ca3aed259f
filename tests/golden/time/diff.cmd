diff --from 2015-01-28 --to 2016-01-01 --markets CN @
diff --from 2016-01-01 --to 2015-01-28 --topics acc --format json @
diff --from 2015-01-28
diff a.db
