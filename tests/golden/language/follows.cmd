check tests/golden/language/product.yaml --as-of 2017-06-01 @
explain tests/golden/language/product.yaml aa.recall.2 --as-of 2017-06-01 @
check tests/golden/language/product.yaml --as-of 2017-06-01 --format md @
show aa.recall.2 @
