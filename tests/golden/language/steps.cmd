explain tests/golden/language/product.yaml aa.length.2 @
explain tests/golden/language/product.yaml aa.length.2 --as-of 2021-01-01 @
show aa.length.2 @
