check tests/golden/language/product.yaml --as-of 2015-03-20 @
check tests/golden/language/product.yaml --as-of 2015-03-20 --known-on 2015-03-11 @
explain tests/golden/language/product.yaml aa.late.1 --as-of 2015-03-20 --known-on 2015-03-11 @
