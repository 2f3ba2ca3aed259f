impact examples/phone-2015.yaml examples/router-2015.yaml --from 2015-01-28 --to 2016-01-01 --topics acc,src @
impact examples/phone-2015.yaml --from 2015-01-28 --enact cn.ctl.draft1 --format md @
impact examples/phone-2015.yaml --from 2015-01-28 --strike cn.bank317 --topics src --format json @
impact examples/phone-2015.yaml --from 2015-01-28 --strike cn.bank317 --enact cn.bank317.audit,cn.nowhere @
impact examples
