explain examples/phone-2015.yaml cn.bank317.product_table_source_code @
explain examples/phone-2015.yaml cn.bank39.source_code_access @
explain examples/phone-2015.yaml cn.ctl.draft1.15_localisation @
explain examples/phone-2015.yaml cn.ctl.18 @
explain examples/phone-2015.yaml cn.ctl.18 --as-of 2016-01-01 @
explain examples/router-2015.yaml cn.csl.28 --as-of 2026-11-25 @
explain examples/router-2015.yaml cn.csl.23 --as-of 2026-11-25 @
explain examples/router-2015.yaml cn.cryptolaw.31_2 --as-of 2026-11-25 @
explain examples/phone-2015.yaml cptpp.1417 --as-of 2026-11-25 @
